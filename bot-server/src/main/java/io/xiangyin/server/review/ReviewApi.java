package io.xiangyin.server.review;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.Understanding;
import io.xiangyin.evaluator.ServiceReport.DialectAlert;
import io.xiangyin.evaluator.ServiceReport.UnderstandingQuality;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The operations by which staff judge what the bot understood. */
public final class ReviewApi {
    private static final int MOST_TURNS = 100;

    private final EventStore store;
    private final Turns turns;
    private final Set<String> intents;
    private final StaffApi staff;
    private final InstantSource clock;

    /**
     * @param intents names of the intents there are; empty takes any
     * @param staff knows who may judge
     */
    public ReviewApi(EventStore store, Turns turns, Set<String> intents, StaffApi staff, InstantSource clock) {
        this.store = store;
        this.turns = turns;
        this.intents = new TreeSet<>(intents);
        this.staff = staff;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.post(
                        "/conversations/{id}/labels",
                        "labelTurn",
                        STAFF,
                        "Says whether the bot understood a message, and which intent it shows.",
                        201,
                        Field.integer("seq", 1, Integer.MAX_VALUE, "Sequence number of the shopper's message."),
                        Field.bool("right", "Whether the bot understood it."),
                        Field.text("intent", 64, "The right intent, if known.").optional()),
                this::label);
        api.add(
                Operation.get(
                        "/reviews",
                        "listReviews",
                        STAFF,
                        "How well each dialect is understood, and turns of the last 30 days to be judged: first those of dialects"
                                + " with an alert, then what was not understood, then other dialects."),
                this::reviews);
        api.add(
                Operation.get(
                        "/reviews/corrections",
                        "listCorrections",
                        STAFF,
                        "Judged turns of the last 30 days as test data: lines of JSON with text, intent and dialect."),
                this::corrections);
    }

    private Answer label(Call call) {
        Staff by = staff.require(call, Permission.SIGN_IN);
        String given = call.path("id");
        if (!ConversationId.isValid(given)) {
            throw Problem.notFound();
        }
        ConversationId id = new ConversationId(given);
        long seq = call.body().getInteger("seq");
        String intent = call.body().getString("intent");
        if (intent != null && !intents.isEmpty() && !intents.contains(intent)) {
            throw Problem.badRequest("unknown-intent", "Field 'intent' takes one of " + intents + ".");
        }
        long upTo = store.load(id, 0).stream()
                .filter(recorded -> recorded.event() instanceof MessageUnderstood understood
                        && (understood.upTo() == seq || recorded.seq() == seq))
                .map(recorded -> ((MessageUnderstood) recorded.event()).upTo())
                .findFirst()
                .orElseThrow(() -> new Problem(
                        404,
                        "no-such-turn",
                        "The bot has read no message with this sequence number in this conversation."));
        TurnLabelled label = new TurnLabelled(upTo, call.body().getBoolean("right"), intent, by.agent());
        if (!(store.append(id, EventStore.ANY_VERSION, List.of(label)) instanceof AppendResult.Appended)) {
            throw new StorageException("The judgement of " + id + " could not be stored");
        }
        return new Answer(
                201,
                new JsonObject().put("seq", upTo).put("right", label.right()).put("intent", intent));
    }

    private Answer reviews(Call call) {
        staff.require(call, Permission.SIGN_IN);
        List<Turns.Reviewed> recent = turns.list(clock.instant().minus(Turns.LOOK_BACK));
        UnderstandingQuality quality = Turns.quality(recent);
        ReviewQueue queue = new ReviewQueue(
                quality.alerts().stream().map(DialectAlert::dialect).collect(Collectors.toSet()));
        JsonArray open = new JsonArray();
        queue.of(recent).stream()
                .limit(MOST_TURNS)
                .forEach(waiting -> open.add(shown(waiting.turn(), waiting.reason())));
        JsonArray alerts = new JsonArray();
        quality.alerts().forEach(alert -> alerts.add(JsonObject.mapFrom(alert)));
        JsonObject accuracy = new JsonObject();
        quality.accuracyByDialect().forEach((dialect, rate) -> accuracy.put(dialect, JsonObject.mapFrom(rate)));
        return Answer.ok(new JsonObject()
                .put("turns", open)
                .put("alerts", alerts)
                .put("accuracyByDialect", accuracy)
                .put("intents", new JsonArray(List.copyOf(intents))));
    }

    private static JsonObject shown(Turns.Reviewed turn, ReviewQueue.Reason reason) {
        Understanding understanding = turn.understanding();
        Understanding.Intent intent = understanding.intent();
        JsonArray commands = new JsonArray();
        understanding
                .commands()
                .forEach(command -> commands.add(command.getClass().getSimpleName()));
        return new JsonObject()
                .put("conversationId", turn.conversationId())
                .put("seq", turn.seq())
                .put("at", turn.at().toString())
                .put("text", understanding.text())
                .put("mandarin", understanding.mandarin())
                .put("dialect", understanding.dialect().code())
                .put("intent", intent == null ? null : intent.name())
                .put("commands", commands)
                .put("reason", reason.name().toLowerCase(Locale.ROOT));
    }

    private Answer corrections(Call call) {
        staff.require(call, Permission.REPORTS);
        JsonArray lines = new JsonArray();
        Corrections.lines(turns.labelled(clock.instant().minus(Turns.LOOK_BACK)))
                .forEach(line -> lines.add(new JsonObject(line)));
        return Answer.ok(new JsonObject().put("corrections", lines));
    }
}
