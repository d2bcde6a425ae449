package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ModelCall;
import io.xiangyin.knowledge.Grounding;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeAnswers.Source;
import io.xiangyin.server.privacy.Mask;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes drafts for agents. They read, change and send them, or do not; nothing of it reaches a shopper by itself. */
final class Assistant {
    private static final int TOKENS = 500;
    private static final int PASSAGES = 3;
    private static final Set<String> OUTCOMES = Set.of("solved", "unsolved", "follow_up");
    private static final Set<String> REASONS =
            Set.of("refund", "logistics", "quality", "price", "account", "complaint", "other");

    private final ModelDesk desk;
    private final KnowledgeAnswers knowledge;
    private final Transcripts transcripts;
    private final Duration within;

    Assistant(ModelDesk desk, KnowledgeAnswers knowledge, Transcripts transcripts, Duration within) {
        this.desk = desk;
        this.knowledge = knowledge;
        this.transcripts = transcripts;
        this.within = within;
    }

    /** What an agent can ask for. */
    enum Kind {
        SUMMARY,
        REPLY,
        TONE,
        MANDARIN,
        WRAPUP;

        private Prompt prompt() {
            return Prompt.load(name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A draft.
     *
     * @param json what the page shows; null if nothing usable came
     * @param call what it took
     */
    record Draft(Optional<JsonObject> json, ModelCall call) {}

    /**
     * Writes a draft.
     *
     * @param given the agent's words for {@link Kind#TONE}; the shopper's for {@link Kind#MANDARIN}, empty for their
     *     latest; else not used
     */
    Draft write(Kind kind, Conversation conversation, String given) {
        Prompt prompt = kind.prompt();
        List<String> lines = transcripts.all(conversation.id());
        String text = kind == Kind.MANDARIN && given.isEmpty() ? Transcripts.latest(lines) : given;
        List<Source> sources = kind == Kind.REPLY ? sources(conversation) : List.of();
        Briefing briefing = new Briefing(Mask.of(conversation.customer())).said("talk", lines);
        if (!text.isEmpty()) {
            briefing.said("text", text);
        }
        if (kind == Kind.REPLY) {
            JsonArray passages = new JsonArray();
            sources.forEach(source -> passages.add(source.passage().text()));
            briefing.known("passages", passages);
        }
        ModelDesk.Said said = desk.ask(
                new ModelDesk.Ask(
                        "draft",
                        prompt,
                        prompt.fill("canary", desk.canary()),
                        briefing,
                        conversation.id().value() + "/draft",
                        "staff",
                        within,
                        kind == Kind.WRAPUP ? ResponseFormat.JSON : ResponseFormat.TEXT,
                        TOKENS),
                _ -> {},
                () -> false);
        if (!said.whole()) {
            return new Draft(Optional.empty(), said.call());
        }
        String shown = briefing.mask().show(said.text());
        List<String> known = Stream.concat(
                        Stream.concat(lines.stream(), Stream.of(text)),
                        sources.stream().map(source -> source.passage().text()))
                .toList();
        Optional<String> refused =
                OutputFilter.refuses(kind == Kind.WRAPUP ? shown.replaceAll("[{}]", "") : shown, known);
        if (refused.isPresent()) {
            return new Draft(Optional.empty(), said.refused(refused.get()));
        }
        Optional<JsonObject> json = kind == Kind.WRAPUP ? wrapUp(shown) : Optional.of(draft(kind, shown, sources));
        return new Draft(json, json.isPresent() ? said.call() : said.refused("form"));
    }

    private List<Source> sources(Conversation conversation) {
        String asked = conversation.understanding() == null
                ? ""
                : conversation.understanding().mandarin();
        String latest = conversation.unanswered().isEmpty()
                ? asked
                : conversation.unanswered().getLast().text();
        return latest.isBlank()
                ? List.of()
                : knowledge.sources(knowledge.answer(latest)).stream()
                        .limit(PASSAGES)
                        .toList();
    }

    /** The words, and for a reply the sentences that no passage supports, for the agent to look at. */
    private static JsonObject draft(Kind kind, String text, List<Source> sources) {
        JsonObject json = new JsonObject().put("text", text.strip()).put("generated", true);
        if (kind == Kind.REPLY) {
            Grounding grounding = new Grounding(null);
            Sentences sentences = new Sentences();
            JsonArray doubtful = new JsonArray();
            Stream.concat(sentences.take(text).stream(), sentences.end().stream())
                    .map(Sentences.Sentence::text)
                    .filter(sentence -> sources.stream()
                            .noneMatch(source -> grounding.objection(
                                            sentence, source.passage().text())
                                    == null))
                    .forEach(doubtful::add);
            json.put("unsupported", doubtful);
        }
        return json;
    }

    private static Optional<JsonObject> wrapUp(String text) {
        try {
            JsonObject told = new JsonObject(text.strip());
            boolean fits = told.getValue("summary") instanceof String summary
                    && !summary.isBlank()
                    && OUTCOMES.contains(String.valueOf(told.getValue("outcome")))
                    && REASONS.contains(String.valueOf(told.getValue("reasonCode")));
            return fits
                    ? Optional.of(new JsonObject()
                            .put("text", told.getString("summary"))
                            .put("outcome", told.getString("outcome"))
                            .put("reasonCode", told.getString("reasonCode"))
                            .put("generated", true))
                    : Optional.empty();
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }
}
