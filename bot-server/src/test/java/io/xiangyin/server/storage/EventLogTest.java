package io.xiangyin.server.storage;

import static io.xiangyin.core.EventStore.ANY_VERSION;
import static io.xiangyin.core.Events.queued;
import static io.xiangyin.core.Events.replied;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.startedBy;
import static io.xiangyin.core.Events.understood;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.Reply;
import io.xiangyin.core.StorageException;
import io.xiangyin.server.storage.EventLog.Break;
import io.xiangyin.server.storage.EventLog.Imported;
import io.xiangyin.server.storage.EventLog.Verification;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
    private static final ConversationId FIRST = new ConversationId("conversation-1");
    private static final ConversationId SECOND = new ConversationId("conversation-2");

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private final EventCodec codec = new EventCodec();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable Shop opening;

    /** A store with its tools, in a data folder of its own. */
    private final class Shop {
        private final Database database;
        private final SqliteEventStore store;
        private final EventLog log;

        Shop(String name) {
            database = Database.open(folder.resolve(name));
            store = new SqliteEventStore(database, codec, clock);
            log = new EventLog(database, codec, store);
            opened.add(0, database);
            opened.add(0, store);
        }

        void sql(String statement) {
            database.jdbi().useHandle(handle -> handle.execute(statement));
        }

        List<Map<String, Object>> table(String name) {
            return database.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT * FROM " + name + " ORDER BY 1")
                            .mapToMap()
                            .list());
        }

        String export() {
            StringWriter out = new StringWriter();
            try {
                log.exportTo(out);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
            return out.toString();
        }

        Break firstBreak() {
            Verification verification = log.verify();
            assertThat(verification.intact()).isFalse();
            return Objects.requireNonNull(verification.firstBreak());
        }
    }

    @BeforeEach
    void tell() {
        Shop shop = new Shop("data");
        opening = shop;
        shop.store.append(FIRST, 0, List.of(startedBy("c-1001"), spoke("1", "你好")));
        shop.store.append(SECOND, 0, List.of(startedBy("c-1002"), spoke("2", "hello")));
        clock.forward(Duration.ofMillis(1_234));
        shop.store.append(FIRST, ANY_VERSION, List.of(understood(2), replied("您好")));
        shop.store.append(SECOND, ANY_VERSION, List.of(understood(2), replied("hi"), queued()));
    }

    @Test
    void exportedEventsKeepWhichTextWasGenerated() {
        Reply generated = new Reply(Reply.Kind.TEXT, "written by a model", List.of(), List.of(), true, null);
        shop().store.append(FIRST, ANY_VERSION, List.of(new BotReplied(generated)));
        assertThat(shop().export().lines())
                .filteredOn(line -> line.contains("\"generated\":true"))
                .singleElement()
                .asString()
                .contains("written by a model");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Shop shop() {
        return Objects.requireNonNull(opening);
    }

    private void expectBreak(Break.Kind kind, ConversationId conversation, long seq) {
        Break found = shop().firstBreak();
        assertThat(found.sentence()).startsWith("conversation " + conversation + ", event " + seq + ": ");
        assertThat(found)
                .extracting(Break::kind, Break::conversationId, Break::seq)
                .containsExactly(kind, conversation.value(), seq);
    }

    @Test
    void anUntouchedLogIsProvedWhole() {
        assertThat(shop().log.verify()).isEqualTo(new Verification(2, 9, 0, null));
    }

    @Test
    void anEmptyLogIsWhole() {
        assertThat(new Shop("empty").log.verify()).isEqualTo(new Verification(0, 0, 0, null));
    }

    @Test
    void changedContentIsNamed() {
        shop().sql(
                        "UPDATE event SET data = replace(data, 'hello', 'hallo') WHERE conversation_id = 'conversation-2' AND seq = 2");

        expectBreak(Break.Kind.CHANGED_CONTENT, SECOND, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at = at + 1", "type = 'NoticeGiven'", "hash = digest", "hash = upper(hash)"})
    void aChangedPlaceInTheChainIsNamed(String change) {
        shop().sql("UPDATE event SET " + change + " WHERE conversation_id = 'conversation-1' AND seq = 4");

        expectBreak(Break.Kind.CHANGED_PLACE, FIRST, 4);
    }

    @Test
    void contentChangedTogetherWithItsDigestIsNamed() {
        String data = "{\"flow\":\"x\"}";
        shop().sql("UPDATE event SET data = '" + data + "', digest = '" + HashChain.digest("ab", data)
                + "', salt = 'ab' WHERE conversation_id = 'conversation-1' AND seq = 3");

        expectBreak(Break.Kind.CHANGED_PLACE, FIRST, 3);
    }

    @Test
    void aLastEventForgedThroughoutIsNamedByTheHeadOfItsConversation() {
        var row = shop().table("event").stream()
                .filter(each -> FIRST.value().equals(each.get("conversation_id")))
                .toList();
        String data = codec.encode(replied("forged"));
        String digest = HashChain.digest("ab", data);
        String hash = HashChain.hash(
                String.valueOf(row.get(2).get("hash")),
                FIRST.value(),
                4,
                Long.parseLong(String.valueOf(row.get(3).get("at"))),
                "BotReplied",
                digest);
        shop().sql("UPDATE event SET data = '" + data + "', salt = 'ab', digest = '" + digest + "', hash = '" + hash
                + "' WHERE conversation_id = 'conversation-1' AND seq = 4");

        expectBreak(Break.Kind.CHANGED_PLACE, FIRST, 4);
    }

    @Test
    void anEventMissingInTheMiddleIsNamed() {
        shop().sql("DELETE FROM event WHERE conversation_id = 'conversation-1' AND seq = 2");

        expectBreak(Break.Kind.MISSING_EVENT, FIRST, 2);
    }

    @Test
    void aCutTailIsNamed() {
        shop().sql("DELETE FROM event WHERE conversation_id = 'conversation-2' AND seq >= 4");

        expectBreak(Break.Kind.CUT_TAIL, SECOND, 4);
        assertThat(shop().firstBreak().sentence()).contains("events 4 to 5");
    }

    @Test
    void aCutTailIsNamedEvenIfTheHeadWasBentToFit() {
        shop().sql("DELETE FROM event WHERE conversation_id = 'conversation-2' AND seq = 5");
        shop().log.rebuild(_ -> {});

        Break found = shop().firstBreak();
        assertThat(found.kind()).isEqualTo(Break.Kind.MISSING_CONVERSATION);
        assertThat(found.sentence()).contains("position 9").contains("1 of 9 events");
    }

    @Test
    void contentWipedWithoutAnErasureIsNamed() {
        shop().sql("UPDATE event SET salt = NULL WHERE conversation_id = 'conversation-1' AND seq = 2");

        expectBreak(Break.Kind.WIPED_CONTENT, FIRST, 2);
    }

    @Test
    void aWholeConversationRemovedIsNamed() {
        shop().sql("DELETE FROM event WHERE conversation_id = 'conversation-1'");

        expectBreak(Break.Kind.MISSING_CONVERSATION, FIRST, 1);
    }

    @Test
    void aConversationRemovedWithEveryTraceLeavesAGap() {
        shop().sql("DELETE FROM event WHERE conversation_id = 'conversation-1'");
        shop().sql("DELETE FROM conversation WHERE conversation_id = 'conversation-1'");

        assertThat(shop().firstBreak())
                .isEqualTo(new Break(
                        Break.Kind.MISSING_CONVERSATION,
                        null,
                        null,
                        "position 1 of the log is missing; 4 of 9 events were removed together with every trace of"
                                + " their conversation"));
    }

    @Test
    void anEventAddedByAnotherHandIsNamed() {
        shop().sql("""
                INSERT INTO event (conversation_id, seq, at, type, data, salt, digest, hash)
                SELECT conversation_id, 6, at, type, data, salt, digest, hash FROM event
                WHERE conversation_id = 'conversation-2' AND seq = 5
                """);
        expectBreak(Break.Kind.CHANGED_PLACE, SECOND, 6);
    }

    @Test
    void aLostDerivedTableIsNamedAndRebuilt() {
        List<Map<String, Object>> before = shop().table("conversation");
        shop().sql("DELETE FROM conversation WHERE conversation_id = 'conversation-1'");
        shop().sql("UPDATE conversation SET status = 'CLOSED', started_at = 5");
        expectBreak(Break.Kind.HEAD_LOST, FIRST, 4);
        List<Long> progress = new ArrayList<>();

        assertThat(shop().log.rebuild(progress::add)).isEqualTo(2);

        assertThat(progress).containsExactly(1L, 2L);
        assertThat(shop().table("conversation")).isEqualTo(before);
        assertThat(shop().log.verify().intact()).isTrue();
    }

    @Test
    void aTornLogIsNotRebuilt() {
        List<Map<String, Object>> before = shop().table("conversation");
        shop().sql("DELETE FROM event WHERE conversation_id = 'conversation-2' AND seq = 3");

        assertThatThrownBy(() -> shop().log.rebuild(_ -> {}))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("expected event 3, found 4");
        assertThat(shop().table("conversation")).isEqualTo(before);
    }

    @Test
    void aSanctionedErasureStillVerifies() {
        shop().store.redact("c-1001", "asked");

        assertThat(shop().log.verify()).isEqualTo(new Verification(2, 10, 4, null));
        shop().store.append(FIRST, ANY_VERSION, List.of(spoke("9", "again")));
        assertThat(shop().log.verify().intact()).isTrue();
    }

    @Test
    void editingErasedContentIsNamed() {
        shop().store.redact("c-1001", "asked");
        shop().sql(
                        "UPDATE event SET data = replace(data, '[erased]', 'he swore') WHERE conversation_id = 'conversation-1' AND seq = 2");

        expectBreak(Break.Kind.CHANGED_CONTENT, FIRST, 2);
    }

    @Test
    void erasedContentThatComesBackIsNamed() {
        Map<String, Object> spoke = shop().table("event").get(1);
        shop().store.redact("c-1001", "asked");
        shop().sql("UPDATE event SET data = '" + spoke.get("data") + "', salt = '" + spoke.get("salt")
                + "' WHERE conversation_id = 'conversation-1' AND seq = 2");

        expectBreak(Break.Kind.CHANGED_CONTENT, FIRST, 2);
    }

    @Test
    void anExportedLogComesBackByteForByte() throws Exception {
        shop().store.redact("c-1001", "asked");
        Path file = folder.resolve("log.jsonl");
        assertThat(shop().log.exportTo(file)).isEqualTo(10);
        Shop other = new Shop("other");

        assertThat(other.log.importFrom(file)).isEqualTo(new Imported.Taken(10, 2));

        assertThat(other.export()).isEqualTo(Files.readString(file));
        assertThat(other.log.verify()).isEqualTo(shop().log.verify());
        assertThat(other.table("conversation")).isEqualTo(shop().table("conversation"));
        assertThat(other.store.load(FIRST, 0)).isEqualTo(shop().store.load(FIRST, 0));
        assertThat(folder.resolve("log.jsonl.part")).doesNotExist();
    }

    @Test
    void aLineIsAsDocumented() {
        assertThat(shop().export().lines().toList().get(1))
                .matches("\\{\"conversationId\":\"conversation-1\",\"seq\":2,\"type\":\"CustomerSpoke\","
                        + "\"at\":\"2026-11-01T02:00:00.000Z\",\"data\":\\{\"channelMessageId\":\"1\","
                        + "\"messageId\":\"m-1\",\"text\":\"你好\"},\"salt\":\"[0-9a-f]{32}\","
                        + "\"digest\":\"[0-9a-f]{64}\",\"hash\":\"[0-9a-f]{64}\"}");
    }

    @Test
    void linesWithoutAChainGetOne() {
        String bare = shop().export().replaceAll(",\"salt\":.*\"}", "}");
        Shop other = new Shop("other");

        assertThat(other.log.importFrom(write(bare))).isEqualTo(new Imported.Taken(9, 2));

        assertThat(other.log.verify()).isEqualTo(new Verification(2, 9, 0, null));
        assertThat(other.store.load(SECOND, 0)).isEqualTo(shop().store.load(SECOND, 0));
    }

    @Test
    void anErasedLogWithoutItsChainGetsOneToo() {
        shop().store.redact("c-1001", "asked");
        String bare =
                shop().export().replaceAll("(,\"salt\":\"[0-9a-f]*\")?,\"digest\":\"[0-9a-f]*\",\"hash\":.*\"}", "}");
        Shop other = new Shop("other");

        assertThat(other.log.importFrom(write(bare))).isEqualTo(new Imported.Taken(10, 2));
        assertThat(other.log.verify().intact()).isTrue();
    }

    @Test
    void aConversationMayBeContinuedByAnImport() {
        String[] lines = shop().export().split("(?<=\n)", -1);
        Shop other = new Shop("other");

        assertThat(other.log.importFrom(write(lines[0] + lines[1]))).isEqualTo(new Imported.Taken(2, 1));
        assertThat(other.log.importFrom(write(lines[4] + lines[5]))).isEqualTo(new Imported.Taken(2, 0));
        assertThat(other.log.verify()).isEqualTo(new Verification(1, 4, 0, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "seq":4,                      | "seq":5,                                   | line 6: expected seq 4 in conversation conversation-1, found 5
            "seq":4,                      | "seq":0,                                   | line 6: 'seq' must be a whole number from 1, found 0
            "seq":4,                      | "seq":"4",                                 | line 6: 'seq' must be a whole number
            "seq":4,                      | "seq":4,"mood":1,                          | line 6: unknown key 'mood'
            "seq":4,                      | "seq":4,"seq":4,                           | line 6: not valid JSON
            "seq":4,                      | ``                                         | line 6: 'seq' is missing
            "type":"BotReplied"           | "type":"BotSang"                           | line 6: unknown event type 'BotSang'
            "type":"BotReplied"           | "type":"NoticeGiven"                       | line 6: its hash does not follow
            "type":"BotReplied"           | "type":"CustomerSpoke"                     | line 6: CustomerSpoke does not have the expected content in field 'messageId': it is missing
            "text":"您好"                 | "text":"再见"                              | line 6: its content does not match its digest
            "text":"您好"                 | "text":5                                   | line 6: BotReplied does not have the expected content in field 'reply.text'
            "text":"您好"                 | "text":"您好","tone":"x"                   | line 6: BotReplied has no field 'reply.tone'
            T02:00:01.234Z                | T02:00:01.235Z                             | line 6: its hash does not follow
            T02:00:01.234Z                | T01:00:01.234Z                             | line 6: its time is earlier
            T02:00:01.234Z                | T02:00:01.2345Z                            | line 6: 'at' must be a time in RFC 3339
            T02:00:01.234Z                | T02:00:01.234+00:00                        | line 6: 'at' must be a time in RFC 3339
            T02:00:01.234Z                | yesterday                                  | line 6: 'at' must be a time in RFC 3339
            "conversationId":"conversation-1" | "conversationId":"x"                   | line 6: 'conversationId' must have 8 to 64
            "conversationId":"conversation-1" | "conversationId":"conversation-3"      | line 6: expected seq 1 in conversation conversation-3, found 4
            "salt":"                      | "salt":"0                                  | line 6: 'salt' is not lower-case hexadecimal
            "hash":"                      | "hash":"Z                                  | line 6: 'hash' is not lower-case hexadecimal
            ,"hash":                      | ,"data":                                   | line 6: not valid JSON
            {"conversationId"             | ["conversationId"                          | line 6: not valid JSON
            """)
    void aBadLineIsNamedAndNothingIsLeft(String good, String bad, String sentence) {
        expectRefused(6, line -> line.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)), sentence);
    }

    @Test
    void moreBadLinesAreNamed() {
        expectRefused(6, _ -> "", "line 6: not a JSON object");
        expectRefused(6, _ -> "[]", "line 6: not a JSON object");
        expectRefused(6, line -> line + "{}", "line 6: not valid JSON");
        expectRefused(
                6,
                line -> line.replaceFirst(",\"hash\":\"[0-9a-f]*\"", ""),
                "line 6: 'salt', 'digest' and 'hash' belong");
        expectRefused(
                6, line -> line.replaceFirst(",\"digest\":.*\"}", "}"), "line 6: 'salt', 'digest' and 'hash' belong");
        expectRefused(2, line -> line.replaceFirst(",\"salt\":\"[0-9a-f]*\"", ""), "line 2: it has no salt");
        expectRefused(
                6,
                _ -> "{\"conversationId\":\"conversation-1\",\"seq\":4,\"type\":\"CustomerSpoke\","
                        + "\"at\":\"2026-11-01T02:00:02.000Z\",\"data\":{\"channelMessageId\":\"1\","
                        + "\"messageId\":\"m\",\"text\":\"a\"}}",
                "line 6: a message with the same id");
        expectRefused(
                1,
                _ -> "{\"conversationId\":\"conversation-1\",\"seq\":1,\"type\":\"FlowStarted\","
                        + "\"at\":\"2026-11-01T02:00:00.000Z\",\"data\":{\"flow\":\"f\"}}",
                "line 1: a conversation begins with ConversationStarted");
    }

    @Test
    void aLogThatIsThereAlreadyIsNotTakenTwice() {
        String before = shop().export();

        assertThat(shop().log.importFrom(write(before)))
                .isInstanceOfSatisfying(
                        Imported.Refused.class,
                        refused -> assertThat(refused.sentence())
                                .startsWith(
                                        "line 1: expected seq 5 in conversation conversation-1, found 1; leave out"));
        assertThat(shop().export()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNotThereOrNotTextIsRefused() throws Exception {
        Path absent = folder.resolve("absent.jsonl");
        assertThat(shop().log.importFrom(absent))
                .isEqualTo(
                        new Imported.Refused(0, "There is no file " + absent + ". Give the path of an exported log."));
        Path garbled = Files.write(folder.resolve("garbled.jsonl"), new byte[] {'{', (byte) 0xff, '\n'});
        assertThat(shop().log.importFrom(garbled))
                .isInstanceOfSatisfying(
                        Imported.Refused.class,
                        refused -> assertThat(refused.sentence())
                                .startsWith("line 1: ")
                                .contains("UTF-8"));
    }

    @Test
    void anExportThatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> shop().log.exportTo(folder.resolve("no/such/folder/log.jsonl")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("log.jsonl cannot be written")
                .hasMessageContaining("Give another file");
    }

    @Test
    void theStoreGoesOnAfterARefusedAndATakenImport() {
        Path file = write(shop().export());
        Shop other = new Shop("other");
        other.log.importFrom(write("nonsense"));
        other.log.importFrom(file);

        other.store.append(FIRST, 4, List.<ConversationEvent>of(replied("more")));

        assertThat(other.log.verify()).isEqualTo(new Verification(2, 10, 0, null));
    }

    private void expectRefused(int number, UnaryOperator<String> spoil, String sentence) {
        List<String> lines = new ArrayList<>(shop().export().lines().toList());
        lines.set(number - 1, spoil.apply(lines.get(number - 1)));
        Shop other = new Shop("other-" + opened.size());

        Imported imported = other.log.importFrom(write(String.join("\n", lines)));

        assertThat(imported).isInstanceOfSatisfying(Imported.Refused.class, refused -> {
            assertThat(refused.sentence()).startsWith(sentence);
            assertThat(refused.line()).isEqualTo(number);
        });
        assertThat(other.table("event")).isEmpty();
        assertThat(other.table("conversation")).isEmpty();
        assertThat(other.log.verify().intact()).isTrue();
    }

    private Path write(String content) {
        try {
            return Files.writeString(folder.resolve("in-" + opened.size() + ".jsonl"), content);
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
