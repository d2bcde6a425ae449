package io.xiangyin.server.knowledge;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.Reply;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.Passage;
import io.xiangyin.knowledge.PassageCutter;
import io.xiangyin.server.knowledge.AskedQuestions.Asked;
import io.xiangyin.server.knowledge.AskedQuestions.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The operations on questions: try one, see how it is read, and what shoppers asked. */
public final class QuestionApi {
    private static final int TRIED = 10;
    private static final int LONGEST_QUESTION = 300;
    private static final int DAYS = 30;
    private static final int GROUPS = 50;
    private static final int EXAMPLES = 8;
    private static final int MOST_USED = 20;

    private final AskedQuestions asked;
    private final LiveKnowledge knowledge;
    private final KnowledgeAnswers answers;
    private final double answerFrom;
    private final InstantSource clock;

    /** @param answerFrom least confidence for an answer */
    public QuestionApi(
            AskedQuestions asked,
            LiveKnowledge knowledge,
            KnowledgeAnswers answers,
            double answerFrom,
            InstantSource clock) {
        this.asked = asked;
        this.knowledge = knowledge;
        this.answers = answers;
        this.answerFrom = answerFrom;
        this.clock = clock;
    }

    /** @param admit refuses callers who may not read */
    void register(Api api, Consumer<Call> admit) {
        Field question = Field.text("question", LONGEST_QUESTION, "As a shopper would write it.");
        api.add(
                Operation.post(
                        "/knowledge/try", "tryQuestion", STAFF, "What the bot would say, and why.", 200, question),
                call -> {
                    admit.accept(call);
                    return Answer.ok(tried(call.body().getString("question")));
                });
        api.add(
                Operation.post(
                        "/knowledge/analyse",
                        "analyseText",
                        STAFF,
                        "How a text is read, step by step.",
                        200,
                        Field.text("text", LONGEST_QUESTION, "Any text.")),
                call -> {
                    admit.accept(call);
                    JsonArray steps = new JsonArray();
                    answers.index()
                            .analyse(call.body().getString("text"))
                            .forEach((step, made) ->
                                    steps.add(new JsonObject().put("step", step).put("result", made)));
                    return Answer.ok(new JsonObject().put("steps", steps));
                });
        api.add(
                Operation.post(
                                "/knowledge/preview",
                                "previewArticle",
                                STAFF,
                                "The passages a text makes: what shoppers would get, word for word.",
                                200,
                                Field.text("title", 200, "Title.").optional(),
                                Field.text("body", 100_000, "Markdown.").optional())
                        .upTo(1024 * 1024),
                call -> {
                    admit.accept(call);
                    return Answer.ok(preview(call.body()));
                });
        api.add(
                Operation.get(
                        "/knowledge/questions",
                        "listOpenQuestions",
                        STAFF,
                        "Questions that were not answered, or whose answer was rated badly, grouped by meaning.",
                        "from: Beginning, RFC 3339; default 30 days ago.",
                        "to: End, RFC 3339; default now."),
                call -> {
                    admit.accept(call);
                    return Answer.ok(open(asked.list(from(call), to(call))));
                });
        api.add(
                Operation.get(
                        "/knowledge/usage",
                        "getKnowledgeUsage",
                        STAFF,
                        "The articles that answered most, and those nobody vouched for in long.",
                        "from: Beginning, RFC 3339; default 30 days ago.",
                        "to: End, RFC 3339; default now."),
                call -> {
                    admit.accept(call);
                    return Answer.ok(usage(asked.list(from(call), to(call))));
                });
    }

    private JsonObject tried(String question) {
        KnowledgeIndex index = answers.index();
        AnswerSource.Answer answer = answers.answer(question);
        JsonArray hits = new JsonArray();
        List<String> words = index.words(question);
        for (KnowledgeIndex.Hit hit : index.search(question, TRIED, KnowledgeIndex.Mode.HYBRID)) {
            Passage passage = index.passages(hit.article()).get(hit.passage());
            hits.add(KnowledgeJson.passage(passage)
                    .put("articleId", hit.article().id())
                    .put("title", hit.article().title())
                    .put("score", hit.score())
                    .put("lexical", hit.signals().words())
                    .put("vector", index.hasVectors() ? hit.signals().cosine() : null)
                    .put("covered", hit.signals().covered())
                    .put("matches", matches(passage.text(), words)));
        }
        Reply reply = answer.reply();
        return new JsonObject()
                .put("words", new JsonArray(words))
                .put("confidence", answer.confidence())
                .put("answerFrom", answerFrom)
                .put("vectors", index.hasVectors())
                .put("decision", reply == null ? "refuse" : reply.choices().isEmpty() ? "answer" : "ask")
                .put("reply", reply == null ? null : reply.text())
                .put("passages", hits);
    }

    /** The places of the words in a text, as pairs of beginning and end, in order and apart. */
    private static JsonArray matches(String text, List<String> words) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<int[]> found = new ArrayList<>();
        for (String word : words) {
            for (int at = lower.indexOf(word); at >= 0 && !word.isEmpty(); at = lower.indexOf(word, at + 1)) {
                found.add(new int[] {at, at + word.length()});
            }
        }
        found.sort(Comparator.comparingInt(place -> place[0]));
        JsonArray matches = new JsonArray();
        int end = 0;
        for (int[] place : found) {
            if (place[1] > end) {
                matches.add(new JsonArray().add(Math.max(place[0], end)).add(place[1]));
                end = place[1];
            }
        }
        return matches;
    }

    private static JsonObject preview(JsonObject body) {
        String text = body.getString("body", "");
        JsonArray passages = new JsonArray();
        if (!text.isBlank()) {
            JsonObject article = body.copy().put("body", text).put("title", body.getString("title", ""));
            new PassageCutter()
                    .cut(KnowledgeApi.article("preview", article))
                    .forEach(passage -> passages.add(KnowledgeJson.passage(passage)));
        }
        return new JsonObject().put("passages", passages);
    }

    private JsonObject open(List<Asked> all) {
        List<Asked> failed =
                all.stream().filter(one -> one.outcome() != Outcome.ANSWERED).toList();
        List<QuestionGroups.Group> groups = QuestionGroups.of(failed, answers.index());
        JsonArray shown = new JsonArray();
        groups.stream()
                .limit(GROUPS)
                .forEach(group -> shown.add(new JsonObject()
                        .put("question", group.examples().getFirst())
                        .put(
                                "examples",
                                new JsonArray(group.examples().stream()
                                        .limit(EXAMPLES)
                                        .toList()))
                        .put("count", group.count())
                        .put("unanswered", group.unanswered())
                        .put("badlyRated", group.badlyRated())
                        .put("lastAt", group.last().at().toString())
                        .put("conversationId", group.last().conversationId())
                        .put(
                                "answeredNow",
                                answers.answer(group.examples().getFirst()).reply() != null)));
        return new JsonObject()
                .put("asked", all.size())
                .put("failed", failed.size())
                .put("groups", shown)
                .put("groupedBy", answers.index().hasVectors() ? "vectors" : "words");
    }

    private JsonObject usage(List<Asked> all) {
        Map<String, Integer> used = AskedQuestions.used(all);
        JsonArray most = new JsonArray();
        used.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_USED)
                .forEach(entry -> most.add(new JsonObject()
                        .put("id", entry.getKey())
                        .put("title", title(entry.getKey()))
                        .put("count", entry.getValue())));
        JsonArray stale = new JsonArray();
        knowledge.catalogue().entries().values().stream()
                .filter(entry -> entry.stale(knowledge.today()))
                .forEach(entry -> stale.add(KnowledgeJson.row(
                        entry,
                        knowledge.today(),
                        used.getOrDefault(entry.latest().article().id(), 0))));
        return new JsonObject()
                .put("asked", all.size())
                .put(
                        "answered",
                        all.stream()
                                .filter(one -> one.outcome() != Outcome.UNANSWERED)
                                .count())
                .put("most", most)
                .put("stale", stale);
    }

    private String title(String id) {
        return knowledge
                .catalogue()
                .find(id)
                .map(entry -> entry.latest().article().title())
                .orElse(id);
    }

    /** How often each article answered in the last 30 days. */
    Map<String, Integer> used() {
        Instant now = clock.instant();
        return AskedQuestions.used(asked.list(now.minus(Duration.ofDays(DAYS)), now));
    }

    private Instant from(Call call) {
        return time(call, "from", clock.instant().minus(Duration.ofDays(DAYS)));
    }

    private Instant to(Call call) {
        return time(call, "to", clock.instant().plusMillis(1));
    }

    private static Instant time(Call call, String name, Instant otherwise) {
        try {
            return Instant.parse(Objects.requireNonNullElse(call.query(name), otherwise.toString()));
        } catch (DateTimeParseException malformed) {
            throw Problem.badRequest(
                    "wrong-parameter", "Parameter '" + name + "' takes a time like 2026-11-01T00:00:00Z.");
        }
    }
}
