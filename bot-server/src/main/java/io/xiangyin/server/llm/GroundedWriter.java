package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.AnswerWriter;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Turn;
import io.xiangyin.knowledge.Grounding;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeAnswers.Source;
import io.xiangyin.server.privacy.Mask;
import io.xiangyin.server.privacy.PersonalData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Words an answer anew from the passages it was found in. Each sentence names its passage and is shown once that passage
 * is seen to support it; others are dropped, and if none is left the passage stands as it was written. Passages about
 * law, money and safety are never reworded.
 */
final class GroundedWriter implements AnswerWriter {
    private static final int PASSAGES = 3;
    private static final int TOKENS = 400;
    private static final String NOT_WHOLE = "（没有写完，完整的规定请点开下面的依据。）";

    private final ModelDesk desk;
    private final KnowledgeAnswers knowledge;
    private final FixedTexts fixed;
    private final Transcripts transcripts;
    private final LiveDrafts drafts;
    private final AnswerCache cache;
    private final Duration within;
    private final Prompt prompt = Prompt.load("answer");
    private volatile @Nullable ToDoubleBiFunction<String, String> cosine;

    GroundedWriter(
            ModelDesk desk,
            KnowledgeAnswers knowledge,
            FixedTexts fixed,
            Transcripts transcripts,
            LiveDrafts drafts,
            AnswerCache cache,
            Duration within) {
        this.desk = desk;
        this.knowledge = knowledge;
        this.fixed = fixed;
        this.transcripts = transcripts;
        this.drafts = drafts;
        this.cache = cache;
        this.within = within;
    }

    /** Takes up vectors, by which nearness is told from now on. */
    void learn(ToDoubleBiFunction<String, String> nearness) {
        cosine = nearness;
    }

    @Override
    public @Nullable Supplier<Written> write(Turn turn, String question, AnswerSource.Answer answer) {
        Reply found = answer.reply();
        Conversation conversation = turn.conversation();
        if (found == null
                || found.kind() != Reply.Kind.TEXT
                || found.citations().isEmpty()
                || !desk.open(conversation.customer())) {
            return null;
        }
        List<Source> sources =
                knowledge.sources(answer).stream().limit(PASSAGES).toList();
        if (sources.isEmpty() || fixed.holds(sources.getFirst(), question)) {
            return null;
        }
        List<Source> open = Stream.concat(
                        sources.stream().limit(1),
                        sources.stream().skip(1).filter(source -> !fixed.holds(source, question)))
                .toList();
        return () -> write(turn, question, open);
    }

    /**
     * A sentence and what the checks said.
     *
     * @param objection why it was dropped; null if it was kept
     */
    record Judged(
            String text, List<Integer> passages, @Nullable String objection) {}

    /**
     * An answer written to see how it is written.
     *
     * @param sources what it was written from
     * @param fixed whether shoppers would get the first of them word for word
     * @param ask what was sent
     * @param written what shoppers would get
     */
    record Trial(
            List<Source> sources,
            boolean fixed,
            ModelDesk.Ask ask,
            ModelDesk.Said said,
            List<Judged> judged,
            Written written) {}

    /** Writes an answer that no shopper sees; null if nothing was found. */
    @Nullable Trial tryOut(String question, String who) {
        List<Source> sources = knowledge.sources(knowledge.answer(question)).stream()
                .limit(PASSAGES)
                .toList();
        if (sources.isEmpty()) {
            return null;
        }
        Writing writing = new Writing(question, sources, List.of());
        Mask mask = new Mask(List.of());
        ModelDesk.Ask ask = ask(writing.briefing(mask), "try", who);
        desk.begin("try");
        Checked checked = new Checked(ask, sources, mask, _ -> {});
        ModelDesk.Said said = desk.ask(ask, checked::take, () -> false);
        Written written = checked.end(said, writing);
        return new Trial(sources, fixed.holds(sources.getFirst(), question), ask, said, checked.judged, written);
    }

    private ModelDesk.Ask ask(Briefing briefing, String conversation, String customer) {
        return new ModelDesk.Ask(
                "answer",
                prompt,
                prompt.fill("canary", desk.canary()),
                briefing,
                conversation,
                customer,
                within,
                ResponseFormat.TEXT,
                TOKENS);
    }

    private Written write(Turn turn, String question, List<Source> sources) {
        Conversation conversation = turn.conversation();
        String customer = conversation.customer().externalId();
        Writing writing = new Writing(question, sources, transcripts.of(conversation));
        Optional<Reply> known = writing.cacheable() ? cache.find(writing.key(), cosine) : Optional.empty();
        if (known.isPresent()) {
            ModelCall call = new ModelCall("answer", prompt.id(), "", 0, 0, 0, 0, "cached");
            desk.record(conversation.id().value(), customer, call, "", "");
            return new Written(known.get(), List.of(call));
        }
        Mask mask = Mask.of(conversation.customer());
        try (LiveDrafts.Draft draft = drafts.begin(conversation.id())) {
            ModelDesk.Ask ask = ask(writing.briefing(mask), conversation.id().value(), customer);
            Checked checked = new Checked(ask, sources, mask, draft::show);
            ModelDesk.Said said = desk.ask(ask, checked::take, draft::stopped);
            return checked.end(said, writing);
        }
    }

    /** What is written about. */
    private final class Writing {
        private final String question;
        private final List<Source> sources;
        private final List<String> history;

        Writing(String question, List<Source> sources, List<String> history) {
            this.question = question;
            this.sources = sources;
            this.history = history;
        }

        Briefing briefing(Mask mask) {
            JsonArray passages = new JsonArray();
            for (Source source : sources) {
                passages.add(new JsonObject()
                        .put("n", passages.size() + 1)
                        .put("title", source.article().title())
                        .put("heading", source.passage().heading())
                        .put("text", Briefing.plain(source.passage().text())));
            }
            return new Briefing(mask)
                    .known("passages", passages)
                    .said("earlier", history)
                    .said("question", question);
        }

        AnswerCache.Key key() {
            StringBuilder rest = new StringBuilder(prompt.id());
            sources.forEach(source -> rest.append('\n')
                    .append(source.passage().id())
                    .append(source.passage().text()));
            return new AnswerCache.Key(question.strip(), rest.toString());
        }

        boolean cacheable() {
            return PersonalData.find(question).isEmpty() && !FollowUps.in(question);
        }
    }

    /** Sentences that were seen to be supported, in order. */
    private final class Checked {
        private final ModelDesk.Ask ask;
        private final List<Source> sources;
        private final Mask mask;
        private final Consumer<String> page;
        private final Sentences sentences = new Sentences();
        private final StringBuilder text = new StringBuilder();
        private final Set<Source> cited = new LinkedHashSet<>();
        private final List<Judged> judged = new ArrayList<>();

        Checked(ModelDesk.Ask ask, List<Source> sources, Mask mask, Consumer<String> page) {
            this.ask = ask;
            this.sources = sources;
            this.mask = mask;
            this.page = page;
        }

        void take(String piece) {
            List<Sentences.Sentence> complete = sentences.take(piece);
            complete.forEach(this::check);
            if (!complete.isEmpty() && !text.isEmpty()) {
                page.accept(mask.show(text.toString()));
            }
        }

        private void check(Sentences.Sentence sentence) {
            String objection = objection(sentence);
            judged.add(new Judged(sentence.text(), sentence.passages(), objection));
            if (objection == null) {
                text.append(sentence.text());
            }
        }

        private @Nullable String objection(Sentences.Sentence sentence) {
            if (desk.leaks(sentence.text(), ask)) {
                return "leak";
            }
            Optional<String> filtered = OutputFilter.refuses(
                    sentence.text(),
                    sources.stream().map(source -> source.passage().text()).toList());
            if (filtered.isPresent()) {
                return filtered.get();
            }
            Grounding grounding = new Grounding(cosine);
            String objection = "uncited";
            for (int number : sentence.passages()) {
                if (number < 1 || number > sources.size()) {
                    continue;
                }
                Source source = sources.get(number - 1);
                objection = grounding.objection(
                        sentence.text(),
                        source.article().title() + "。" + source.passage().heading() + "。"
                                + source.passage().text());
                if (objection == null) {
                    cited.add(source);
                    return null;
                }
            }
            return objection;
        }

        Written end(ModelDesk.Said said, Writing writing) {
            if (said.whole()) {
                sentences.end().forEach(this::check);
            }
            boolean stopped = "stopped".equals(said.failure());
            boolean leaked = objections().contains("leak") || "refused:leak".equals(said.failure());
            if (text.isEmpty() || leaked) {
                return new Written(null, List.of(said.whole() ? said.refused(reason()) : said.call()));
            }
            String words = mask.show(text.toString());
            Reply reply = new Reply(
                    Reply.Kind.TEXT,
                    said.whole() || stopped ? words : words + NOT_WHOLE,
                    List.of(),
                    cited.stream().map(Source::citation).toList(),
                    true,
                    null);
            if (said.whole() && writing.cacheable() && PersonalData.find(words).isEmpty()) {
                cache.keep(writing.key(), reply);
            }
            return new Written(reply, List.of(said.call()));
        }

        private String reason() {
            List<String> objections = objections();
            return objections.isEmpty() ? "empty" : String.join("+", objections);
        }

        private List<String> objections() {
            return judged.stream()
                    .flatMap(one -> Stream.ofNullable(one.objection()))
                    .distinct()
                    .toList();
        }
    }
}
