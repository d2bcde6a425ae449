package io.xiangyin.server.dialogue;

import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import io.xiangyin.dialog.flow.Flow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a language model is worth: the same messages before the whole bot with it and without. */
public final class ModelComparison {
    private static final String OFF = "XIANGYIN_LLM_OFF";

    private ModelComparison() {}

    /**
     * A message and what should come of it.
     *
     * @param intent what it is about, which a flow with this intent should begin; null if it is a question
     * @param article the article that answers it; null if it is a request
     */
    public record Case(
            String text, @Nullable String intent, @Nullable String article) {}

    /**
     * What came of a set.
     *
     * @param right messages with the expected flow begun, or the expected article cited
     * @param answered questions with an article cited at all
     * @param first messages for which the expected article was found first
     * @param found messages for which it was among the first three found
     * @param generated replies written by the model
     * @param millis time of each turn, sorted
     * @param outcomes calls of the model by purpose and outcome
     */
    public record Side(
            int asked,
            int right,
            int answered,
            int first,
            int found,
            int generated,
            List<Long> millis,
            long microYuan,
            long tokens,
            Map<String, Integer> outcomes) {
        /** The p-th percentile of a turn's time, in milliseconds. */
        public long millis(int p) {
            return millis.isEmpty() ? 0 : millis.get(Math.min(millis.size() - 1, millis.size() * p / 100));
        }
    }

    /**
     * Plays the messages, each in a conversation of its own.
     *
     * @param vectors folder of vectors; null to go by words alone
     * @param environment where the endpoint and its key are
     */
    public static Side play(
            Path home, @Nullable Path vectors, List<Case> cases, boolean withModel, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> here = withModel ? environment : Map.of(OFF, "true");
        try (Stage stage = Stage.in(home, vectors, InstantSource.system(), here)) {
            Tally tally = new Tally(stage.flows());
            for (Case one : cases) {
                ConversationId id = stage.begin("c-1003", true, false);
                long begun = System.nanoTime();
                List<RecordedEvent> happened = stage.say(id, List.of(one.text()));
                tally.add(one, happened, (System.nanoTime() - begun) / 1_000_000);
            }
            return tally.side();
        }
    }

    private static final class Tally {
        private final Map<String, Flow> flows;
        private final List<Long> millis = new ArrayList<>();
        private final Map<String, Integer> outcomes = new TreeMap<>();
        private int right;
        private int answered;
        private int first;
        private int found;
        private int generated;
        private long microYuan;
        private long tokens;

        Tally(Map<String, Flow> flows) {
            this.flows = flows;
        }

        void add(Case one, List<RecordedEvent> happened, long took) {
            millis.add(took);
            List<Reply> replies = happened.stream()
                    .flatMap(event -> event.event() instanceof BotReplied said ? Stream.of(said.reply()) : Stream.of())
                    .toList();
            List<String> cited = replies.stream()
                    .flatMap(reply -> reply.citations().stream().map(Reply.Citation::articleId))
                    .toList();
            answered += cited.isEmpty() ? 0 : 1;
            generated += replies.stream().anyMatch(Reply::generated) ? 1 : 0;
            boolean fits = one.article() == null
                    ? happened.stream().anyMatch(event -> begins(event, one.intent()))
                    : cited.contains(one.article());
            right += fits ? 1 : 0;
            if (one.article() != null) {
                rank(one.article(), happened);
            }
            happened.stream()
                    .flatMap(event -> event.event() instanceof ModelAsked asked ? Stream.of(asked.call()) : Stream.of())
                    .forEach(this::count);
        }

        /** Where the expected article stood when the knowledge base was asked last. */
        private void rank(String article, List<RecordedEvent> happened) {
            happened.reversed().stream()
                    .flatMap(event ->
                            event.event() instanceof KnowledgeConsulted asked ? Stream.of(asked.hits()) : Stream.of())
                    .findFirst()
                    .map(hits ->
                            hits.stream().map(KnowledgeConsulted.Hit::articleId).toList())
                    .ifPresent(articles -> {
                        first += articles.indexOf(article) == 0 ? 1 : 0;
                        found += articles.contains(article) ? 1 : 0;
                    });
        }

        private boolean begins(RecordedEvent event, @Nullable String intent) {
            return event.event() instanceof MessageUnderstood read
                    && commands(read.understanding())
                            .anyMatch(flow -> flows.containsKey(flow)
                                    && flows.get(flow).triggers().intents().contains(intent));
        }

        private static Stream<String> commands(Understanding understanding) {
            return understanding.commands().stream()
                    .flatMap(command ->
                            command instanceof Command.StartFlow start ? Stream.of(start.flow()) : Stream.of());
        }

        private void count(ModelCall call) {
            outcomes.merge(call.purpose() + " " + call.outcome(), 1, Integer::sum);
            microYuan += call.microYuan();
            tokens += call.inputTokens() + call.outputTokens();
        }

        Side side() {
            return new Side(
                    millis.size(),
                    right,
                    answered,
                    first,
                    found,
                    generated,
                    millis.stream().sorted().toList(),
                    microYuan,
                    tokens,
                    outcomes);
        }
    }
}
