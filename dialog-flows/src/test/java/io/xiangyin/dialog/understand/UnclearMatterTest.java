package io.xiangyin.dialog.understand;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.IntentExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a message starts that shows two intents about as likely, each of another flow. */
class UnclearMatterTest {
    private static final Instant NOW = Instant.parse("2026-11-01T02:00:00Z");

    @TempDir
    Path folder;

    private RuleUnderstander understander;

    @BeforeEach
    void twoFlowsAndTheirExamples() throws IOException {
        flow("paint", "刷墙", "painting");
        flow("paper", "贴纸", "papering");
        understander = new RuleUnderstander(
                FlowBook.read(folder),
                Words.load(),
                DialectLexicon.standard(),
                EscalationLexicon.standard(),
                () -> NOW);
        understander.learn(IntentClassifier.train(
                Stream.concat(
                                examples("painting", "卧室里掉灰了", "厨房里熏黑了", "客厅里墙面花了", "卧室里起皮了", "厨房里斑斑点点"),
                                examples("papering", "卧室里图案旧了", "厨房里翘边了", "客厅里花纹淡了", "卧室里想要竹子图案", "厨房里卷边了"))
                        .toList(),
                null));
    }

    @Test
    void is_asked_back_where_either_flow_may_be_meant() {
        assertThat(commands("卧室里"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Command.StartOneOf.class,
                        which -> assertThat(which.flows()).containsExactlyInAnyOrder("paint", "paper"));
    }

    @Test
    void is_none_where_the_words_are_those_of_one_flow() {
        assertThat(commands("厨房里熏黑了")).containsExactly(new Command.StartFlow("paint"));
        assertThat(commands("厨房里翘边了")).containsExactly(new Command.StartFlow("paper"));
    }

    @Test
    void is_a_matter_for_the_articles_where_it_is_asked_and_not_told() {
        assertThat(commands("卧室里为什么这样？")).singleElement().isInstanceOf(Command.AskKnowledge.class);
    }

    @Test
    void is_another_flow_where_it_answers_nothing_in_the_one_under_way() {
        assertThat(commands("厨房里翘边了", new FlowStarted("paint"), new SlotAsked("colour")))
                .containsExactly(new Command.StartFlow("paper"));
    }

    @Test
    void is_no_new_start_of_the_flow_under_way() {
        assertThat(commands("厨房里熏黑了", new FlowStarted("paint"), new SlotAsked("colour")))
                .containsExactly(new Command.NotUnderstood());
    }

    @Test
    void is_an_answer_missed_where_it_is_short_or_unsure() {
        assertThat(commands("翘边", new FlowStarted("paint"), new SlotAsked("colour")))
                .containsExactly(new Command.NotUnderstood());
        assertThat(commands("卧室里那个的", new FlowStarted("paint"), new SlotAsked("colour")))
                .containsExactly(new Command.NotUnderstood());
    }

    private List<Command> commands(String said, ConversationEvent... before) {
        ConversationId id = new ConversationId("conversation-1");
        List<RecordedEvent> log = new ArrayList<>();
        Stream.of(
                        Stream.of(new ConversationStarted("web", customer(), false)),
                        Stream.of(before),
                        Stream.of(new CustomerSpoke("m-1", "1", said)))
                .flatMap(events -> events)
                .forEach(event -> log.add(new RecordedEvent(id, log.size() + 1L, NOW, event)));
        return understander.understand(Conversation.replay(id, log)).commands();
    }

    private static Customer customer() {
        return new Customer("c-1001", "王桂兰", Map.of(), true);
    }

    private void flow(String name, String title, String intent) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), """
                flow: %s
                title: %s
                triggers: {intents: [%s]}
                steps:
                  - collect: colour
                    type: choice
                    label: 颜色
                    ask: 要什么颜色？
                    options:
                      - {value: white, title: 白的, words: [白]}
                      - {value: green, title: 绿的, words: [绿]}
                  - say: 好的。
                """.formatted(name, title, intent));
    }

    private static Stream<IntentExample> examples(String intent, String... texts) {
        return Stream.of(texts).map(text -> new IntentExample(text, intent));
    }
}
