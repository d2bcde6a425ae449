package io.xiangyin.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.Reply;
import io.xiangyin.dialog.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the dialogues under {@code src/test/resources/dialogues} on the real engine. Whatever a dialogue expects, the bot
 * must never break and never say the same words twice in a row.
 */
class DialoguesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dialogues");

    @TestFactory
    Stream<DynamicTest> every_dialogue_goes_as_written() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(YamlNode::read).toList().stream()
                    .flatMap(root -> root.allow("dialogues").get("dialogues").items().stream())
                    .map(dialogue -> DynamicTest.dynamicTest(dialogue.text("name"), () -> play(dialogue)));
        }
    }

    private static void play(YamlNode dialogue) throws InterruptedException {
        dialogue.allow("name", "customer", "verified", "knows", "down", "refusal", "turns");
        try (Rehearsal rehearsal = new Rehearsal(
                dialogue.text("customer"),
                dialogue.bool("verified", true),
                map(dialogue.find("knows")),
                Set.copyOf(dialogue.texts("down")),
                dialogue.text("refusal", ""))) {
            List<String> said = new ArrayList<>();
            for (YamlNode turn : dialogue.get("turns").items()) {
                turn(rehearsal, turn, said);
            }
        }
    }

    private static void turn(Rehearsal rehearsal, YamlNode turn, List<String> said) throws InterruptedException {
        turn.allow(
                "user", "says", "never", "choices", "status", "flow", "slots", "actions", "handoff", "cites", "silent");
        int before = rehearsal.shop().called().size();
        List<ConversationEvent> events = rehearsal.say(turn.texts("user"));
        List<Reply> replies = events.stream()
                .filter(Outbound.class::isInstance)
                .map(event -> ((Outbound) event).reply())
                .toList();
        String where = turn.file() + ":" + turn.line() + " " + turn.texts("user") + " → "
                + replies.stream().map(Reply::text).toList();
        assertThat(events).as(where).noneMatch(event -> broken(event));
        for (ConversationEvent event : events) {
            if (event instanceof BotReplied bot) {
                String text = bot.reply().text();
                assertThat(said.isEmpty() ? "" : said.getLast()).as(where).isNotEqualTo(text);
                assertThat(text).as(where).doesNotContain("{").doesNotContain("}");
                said.add(text);
            }
        }
        List<String> called = rehearsal.shop().called();
        check(turn, where, replies, called.subList(before, called.size()), rehearsal.conversation());
    }

    private static boolean broken(ConversationEvent event) {
        return event instanceof OutsideCallFailed failed && failed.service().equals("turn");
    }

    private static void check(
            YamlNode turn, String where, List<Reply> replies, List<String> called, Conversation conversation) {
        List<String> texts = replies.stream().map(Reply::text).toList();
        String all = String.join("\n", texts);
        assertThat(texts.isEmpty()).as(where).isEqualTo(turn.bool("silent", false));
        turn.texts("says").forEach(piece -> assertThat(all).as(where).contains(piece));
        turn.texts("never").forEach(piece -> assertThat(all).as(where).doesNotContain(piece));
        List<String> choices = replies.stream()
                .flatMap(reply -> reply.choices().stream().map(Reply.Choice::title))
                .toList();
        for (String choice : turn.texts("choices")) {
            assertThat(choices).as(where).anyMatch(title -> title.contains(choice));
        }
        List<String> cited = replies.stream()
                .flatMap(reply -> reply.citations().stream().map(Reply.Citation::articleId))
                .toList();
        assertThat(cited).as(where).containsAll(turn.texts("cites"));
        if (turn.find("actions") != null) {
            assertThat(called).as(where).containsExactlyElementsOf(turn.texts("actions"));
        }
        state(turn, where, conversation);
    }

    private static void state(YamlNode turn, String where, Conversation conversation) {
        assertThat(conversation.status().name().toLowerCase(Locale.ROOT))
                .as(where)
                .isEqualTo(turn.text("status", turn.find("handoff") == null ? "bot" : "queued"));
        FlowFrame frame = conversation.activeFlow();
        if (turn.find("flow") != null) {
            assertThat(frame == null ? "none" : frame.flow()).as(where).isEqualTo(turn.text("flow"));
        }
        map(turn.find("slots")).forEach((slot, value) -> {
            FlowFrame.SlotValue filled = frame == null ? null : frame.slots().get(slot);
            assertThat(filled == null ? "" : filled.value())
                    .as(where + " slot " + slot)
                    .isEqualTo(value);
        });
        Handoff handoff = conversation.handoff();
        assertThat(handoff == null ? "" : handoff.reason().name().toLowerCase(Locale.ROOT))
                .as(where)
                .isEqualTo(turn.text(
                        "handoff",
                        conversation.status() == Conversation.Status.QUEUED && handoff != null
                                ? handoff.reason().name().toLowerCase(Locale.ROOT)
                                : ""));
    }

    private static Map<String, String> map(@Nullable YamlNode node) {
        Map<String, String> map = new HashMap<>();
        if (node != null) {
            node.entries().forEach((key, value) -> map.put(key, value.text()));
        }
        return map;
    }
}
