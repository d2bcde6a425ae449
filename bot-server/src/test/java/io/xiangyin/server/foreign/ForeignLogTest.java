package io.xiangyin.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understander;
import io.xiangyin.dialog.understand.RuleUnderstander;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.server.DemoHome;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.EventLog;
import io.xiangyin.server.storage.SqliteEventStore;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignLogTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "foreign-log");
    private static final Understander RULES = rules();

    @TempDir
    private Path folder;

    private final EventCodec codec = new EventCodec();
    private Database database;
    private SqliteEventStore store;
    private EventLog log;

    private static Understander rules() {
        BotHome bot = BotHome.read(DemoHome.FOLDER);
        return new RuleUnderstander(
                bot.flows(), Words.load(), bot.dialects(), bot.escalations(), InstantSource.system());
    }

    @BeforeEach
    void open() {
        database = Database.open(folder);
        store = new SqliteEventStore(database, codec, InstantSource.system());
        log = new EventLog(database, codec, store);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private EventLog.Imported.Taken take(Path mapping, Path file) throws IOException {
        return new ForeignLog(RULES).take(log, mapping, file);
    }

    private List<RecordedEvent> events(String conversation) {
        return store.load(new ConversationId(conversation), 0);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ServiceReport report() {
        return new ServiceReports(database.jdbi(), codec, ReportSettings.DEFAULT, InstantSource.system())
                .report(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-10-02T00:00:00Z"), Optional.empty());
    }

    @Test
    void the_example_is_taken_in_and_the_report_tells_its_waits() throws IOException {
        EventLog.Imported.Taken taken = take(EXAMPLE.resolve("mapping.yaml"), EXAMPLE.resolve("log.csv"));
        assertThat(taken.conversations()).isEqualTo(3);
        assertThat(log.verify().firstBreak()).isNull();
        ServiceReport report = report();
        // asked 10:01:00, first human words 10:08:10
        assertThat(report.metrics().humanFirstResponse().p50()).isEqualTo(430.0);
        // queued 12:00:02 and asked 12:00:01, gave up 12:09:02
        assertThat(report.metrics().handoff().abandoned().max()).isEqualTo(541.0);
        assertThat(report.metrics().csat().numerator()).isZero();
        assertThat(report.metrics().csat().denominator()).isEqualTo(1);
        assertThat(report.metrics().botResolutionRate().confirmed()).isZero();
    }

    @Test
    void what_shoppers_wrote_is_understood_for_the_groups_of_the_report() throws IOException {
        take(EXAMPLE.resolve("mapping.yaml"), EXAMPLE.resolve("log.csv"));
        assertThat(events("A-20261001-0001"))
                .extracting(RecordedEvent::event)
                .filteredOn(MessageUnderstood.class::isInstance)
                .extracting(event ->
                        ((MessageUnderstood) event).understanding().dialect().code())
                .containsExactly("yue");
    }

    @Test
    void the_same_log_twice_is_refused_with_its_line_and_changes_nothing() throws IOException {
        take(EXAMPLE.resolve("mapping.yaml"), EXAMPLE.resolve("log.csv"));
        long before = events("A-20261001-0001").size();
        assertThatThrownBy(() -> take(EXAMPLE.resolve("mapping.yaml"), EXAMPLE.resolve("log.csv")))
                .hasMessageContaining("line 2:")
                .hasMessageContaining("taken in before?")
                .hasMessageContaining("Nothing was taken in");
        assertThat(events("A-20261001-0001")).hasSize((int) before);
    }

    @Test
    void every_wrong_row_is_named_by_its_line_and_nothing_is_taken() throws IOException {
        String good = Files.readString(EXAMPLE.resolve("log.csv"));
        Path bad = file(
                "bad.csv",
                good.replace("2026-10-01 11:00:03", "1st Oct")
                        .replace("不满意", "凑合")
                        .replace("放弃排队", "走了"));
        assertThatThrownBy(() -> take(EXAMPLE.resolve("mapping.yaml"), bad))
                .hasMessageContainingAll("line 10: the score '凑合'", "line 12: '1st Oct'", "line 17: '走了'");
        assertThat(events("A-20261001-0002")).isEmpty();
    }

    @Test
    void json_lines_with_numbers_for_times_and_scores_are_read_in_order_of_time() throws IOException {
        Path mapping = file("map.yaml", """
                columns: {conversation: cid, time: ts, kind: who, text: body, agent: by, score: stars}
                kinds: {user: customer, staff: agent, stars: rated, done: closed}
                """);
        Path jsonl = file("log.jsonl", """
                {"cid": 77, "ts": 1790820060, "who": "staff", "body": "您好", "by": "小陈"}
                {"cid": 77, "ts": 1790820000000, "who": "user", "body": "在吗"}

                {"cid": 77, "ts": 1790820090, "who": "staff", "body": "我接着帮您", "by": "小李"}
                {"cid": 77, "ts": 1790820120, "who": "done", "by": "小李"}
                {"cid": 77, "ts": 1790820180, "who": "stars", "stars": 5}
                """);
        assertThat(take(mapping, jsonl).conversations()).isEqualTo(1);
        assertThat(types())
                .containsExactly(
                        "ConversationStarted",
                        "CustomerSpoke",
                        "MessageUnderstood",
                        "AgentJoined",
                        "AgentSpoke",
                        "ReplyDelivered",
                        "ConversationTransferred",
                        "AgentJoined",
                        "AgentSpoke",
                        "ReplyDelivered",
                        "ConversationResolved",
                        "CustomerRated");
    }

    private List<String> types() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT type FROM event ORDER BY position")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void a_file_in_another_encoding_is_read_when_the_mapping_says_so_and_named_when_not() throws IOException {
        Charset gb = Charset.forName("GB18030");
        Path csv = folder.resolve("gb.csv");
        Files.write(csv, Files.readString(EXAMPLE.resolve("log.csv")).getBytes(gb));
        assertThatThrownBy(() -> take(EXAMPLE.resolve("mapping.yaml"), csv)).hasMessageContaining("name its encoding");
        Path mapping = file(
                "gb.yaml",
                Files.readString(EXAMPLE.resolve("mapping.yaml")).replace("encoding: utf-8", "encoding: gb18030"));
        assertThat(take(mapping, csv).conversations()).isEqualTo(3);
    }

    @Test
    void mistakes_of_a_mapping_are_told_with_line_and_remedy() throws IOException {
        Path csv = EXAMPLE.resolve("log.csv");
        assertThatThrownBy(() -> take(file("m.yaml", "columns: {time: t, kind: k}\nkinds: {a: bot}\n"), csv))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("m.yaml:1")
                .hasMessageContaining("'conversation' is missing here");
        assertThatThrownBy(() ->
                        take(file("m.yaml", "columns: {conversation: c, time: t, kind: k}\nkinds: {a: robot}\n"), csv))
                .hasMessageContaining("m.yaml:2")
                .hasMessageContaining("'robot' is not known here");
    }
}
