package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.AnswerWriter;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.Remembering;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Turn;
import io.xiangyin.knowledge.Grounding;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeAnswers.Source;
import io.xiangyin.server.llm.CheckedAnswer.Evidence;
import io.xiangyin.server.privacy.Mask;
import io.xiangyin.server.privacy.PersonalData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private static final int PASSAGES_READ = 500;
    /** In characters; passages are cut shorter. */
    private static final int LONGEST_READ = 2_000;

    private final ModelDesk desk;
    private final KnowledgeAnswers knowledge;
    private final FixedTexts fixed;
    private final Transcripts transcripts;
    private final LiveDrafts drafts;
    private final AnswerCache cache;
    private final Duration within;
    private final Prompt prompt = Prompt.load("answer");
    private final Remembering<Grounding.Known> read =
            new Remembering<>(Grounding.Known::new, PASSAGES_READ, LONGEST_READ);
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

    void forget() {
        cache.clear();
    }

    @Override
    public @Nullable Supplier<Written> write(Turn turn, String question, AnswerSource.Answer answer) {
        Reply found = answer.reply();
        Conversation conversation = turn.conversation();
        if (found == null
                || found.kind() != Reply.Kind.TEXT
                || found.citations().isEmpty()
                || !desk.open(conversation)) {
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
            List<CheckedAnswer.Judged> judged,
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
        CheckedAnswer checked = checked(question, ask, sources, mask, _ -> {});
        ModelDesk.Said said = desk.ask(ask, checked::take, () -> false);
        Written written = checked.end(said);
        return new Trial(sources, fixed.holds(sources.getFirst(), question), ask, said, checked.judged(), written);
    }

    private CheckedAnswer checked(
            String question, ModelDesk.Ask ask, List<Source> sources, Mask mask, Consumer<String> page) {
        return new CheckedAnswer(
                question,
                text -> desk.leaks(text, ask),
                sources.stream().map(this::evidence).toList(),
                new Grounding(cosine),
                mask,
                page,
                CheckedAnswer.TO_READ_ALONG);
    }

    /** A passage with its title and heading; read once, for the shop's usual passages come again and again. */
    private Evidence evidence(Source source) {
        String whole = source.article().title() + "。" + source.passage().heading() + "。"
                + source.passage().text();
        return new Evidence(source.passage().text(), source.citation(), read.apply(whole));
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
            CheckedAnswer checked = checked(question, ask, sources, mask, draft::show);
            ModelDesk.Said said = desk.ask(ask, checked::take, draft::stopped);
            Written written = checked.end(said);
            Reply reply = written.reply();
            if (said.whole()
                    && reply != null
                    && writing.cacheable()
                    && PersonalData.find(reply.text()).isEmpty()) {
                cache.keep(writing.key(), reply);
            }
            return written;
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
}
