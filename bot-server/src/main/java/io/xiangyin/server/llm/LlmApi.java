package io.xiangyin.server.llm;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Reply;
import io.xiangyin.server.llm.GroundedWriter.Trial;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What managers and administrators see of language models, over HTTP: cost, what was sent, and a place to try. */
final class LlmApi {
    private static final int MOST_DAYS = 400;
    private static final int MOST_CALLS = 500;

    private final Optional<LanguageModels.Room> room;
    private final StaffApi staff;
    private final InstantSource clock;

    LlmApi(Optional<LanguageModels.Room> room, StaffApi staff, InstantSource clock) {
        this.room = room;
        this.staff = staff;
        this.clock = clock;
    }

    void register(Api api) {
        api.add(
                Operation.get(
                                "/llm/usage",
                                "getLlmUsage",
                                STAFF,
                                "Calls, tokens, money and outcomes of language models by day, purpose and model.")
                        .with("days: How many days back, 30 if not given."),
                this::usage);
        api.add(
                Operation.get(
                                "/llm/calls",
                                "listLlmCalls",
                                STAFF,
                                "The latest calls with the words that went and came, masked as they were sent.")
                        .with("limit: Most rows, 50 if not given."),
                this::calls);
        api.add(
                Operation.post(
                        "/llm/try",
                        "tryLlm",
                        STAFF,
                        "Answers a question as it would be answered, and shows passages, prompt, checks and cost.",
                        200,
                        Field.text("question", 500, "What a shopper might ask.")),
                this::tryOut);
        registerDrafts(api);
    }

    /** Drafts for agents: what there is, and one of them. */
    private void registerDrafts(Api api) {
        api.add(
                Operation.get(
                        "/conversations/{id}/drafts",
                        "listDraftKinds",
                        STAFF,
                        "What a language model can draft for this conversation; empty where there is none."),
                call -> {
                    ConversationId id = staff.readable(call);
                    JsonArray kinds = new JsonArray();
                    if (open(id)) {
                        for (Assistant.Kind kind : Assistant.Kind.values()) {
                            kinds.add(kind.name().toLowerCase(Locale.ROOT));
                        }
                    }
                    return Answer.ok(new JsonObject().put("kinds", kinds));
                });
        api.add(
                Operation.post(
                        "/conversations/{id}/drafts",
                        "writeDraft",
                        STAFF,
                        "Drafts a summary, reply, remark on the tone, translation or wrap-up for the agent to change;"
                                + " nothing is sent.",
                        200,
                        Field.text("kind", 16, "summary, reply, tone, mandarin or wrapup."),
                        Field.text("text", 2_000, "The words for tone and mandarin.")
                                .optional()),
                this::draft);
    }

    private boolean open(ConversationId id) {
        return room.isPresent()
                && room.get().desk().open(room.get().conversations().load(id));
    }

    private Answer draft(Call call) {
        ConversationId id = staff.readable(call);
        if (!open(id)) {
            throw new Problem(409, "no-language-model", "No language model may be asked for this conversation now.");
        }
        LanguageModels.Room here = room.orElseThrow();
        String wanted = call.body().getString("kind");
        Assistant.Kind kind = Arrays.stream(Assistant.Kind.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "unknown-kind", "Field 'kind' takes summary, reply, tone, mandarin or wrapup."));
        here.desk().begin(id.value() + "/draft");
        Assistant.Draft draft = here.assistant()
                .write(kind, here.conversations().load(id), call.body().getString("text", ""));
        here.store().append(id, EventStore.ANY_VERSION, List.of(new ModelAsked(draft.call())));
        return Answer.ok(draft.json()
                .orElseThrow(() -> new Problem(
                        502,
                        "no-draft",
                        "The language model gave nothing usable ("
                                + draft.call().outcome() + "). Write it yourself, or try again.")));
    }

    private Answer usage(Call call) {
        staff.require(call, Permission.MODEL_FIGURES);
        long days = call.number("days", 30, 1, MOST_DAYS);
        JsonObject body = new JsonObject().put("configured", room.isPresent());
        JsonArray endpoints = new JsonArray();
        room.ifPresent(open -> {
            open.settings()
                    .endpoints()
                    .forEach(endpoint -> endpoints.add(new JsonObject()
                            .put("url", endpoint.url().toString())
                            .put("model", endpoint.model())
                            .put("inputYuan", endpoint.inputYuan())
                            .put("outputYuan", endpoint.outputYuan())));
            long[] spent = open.ledger().microYuan();
            body.put("resting", !open.chain().rested())
                    .put("yuanToday", spent[0] / 1e6)
                    .put("yuanThisMonth", spent[1] / 1e6)
                    .put(
                            "rows",
                            open.log().usageSince(CallLog.day(clock.instant()).minusDays(days - 1)));
        });
        return Answer.ok(body.put("endpoints", endpoints));
    }

    private Answer calls(Call call) {
        staff.require(call, Permission.MODEL);
        int limit = (int) call.number("limit", 50, 1, MOST_CALLS);
        return Answer.ok(new JsonObject()
                .put("calls", room.map(open -> open.log().list(limit)).orElseGet(JsonArray::new)));
    }

    private Answer tryOut(Call call) {
        staff.require(call, Permission.MODEL);
        Staff who = staff.agent(call);
        LanguageModels.Room open = room.orElseThrow(
                () -> new Problem(
                        409,
                        "no-language-model",
                        "No language model is configured. Set XIANGYIN_LLM_BASE_URL and XIANGYIN_LLM_MODEL, or llm in bot.yaml."));
        Trial trial = open.writer()
                .tryOut(
                        call.body().getString("question"),
                        "staff:" + who.agent().id());
        return Answer.ok(trial == null ? new JsonObject().put("found", false) : json(trial));
    }

    private static JsonObject json(Trial trial) {
        JsonArray passages = new JsonArray();
        trial.sources()
                .forEach(source -> passages.add(new JsonObject()
                        .put("n", passages.size() + 1)
                        .put("articleId", source.article().id())
                        .put("title", source.article().title())
                        .put("text", source.passage().text())));
        JsonArray checks = new JsonArray();
        trial.judged()
                .forEach(one -> checks.add(new JsonObject()
                        .put("text", one.text())
                        .put("passages", new JsonArray(one.passages()))
                        .put("objection", one.objection())));
        Reply reply = trial.written().reply();
        return new JsonObject()
                .put("found", true)
                .put("fixed", trial.fixed())
                .put("passages", passages)
                .put("prompt", trial.ask().prompt().id())
                .put("instructions", trial.ask().prompt().text())
                .put("sent", trial.ask().briefing().json())
                .put("answer", trial.said().text())
                .put("failure", trial.said().failure())
                .put("checks", checks)
                .put("shown", reply == null ? null : reply.text())
                .put("model", trial.said().call().model())
                .put("inputTokens", trial.said().call().inputTokens())
                .put("outputTokens", trial.said().call().outputTokens())
                .put("yuan", trial.said().call().microYuan() / 1e6)
                .put("millis", trial.said().call().millis());
    }
}
