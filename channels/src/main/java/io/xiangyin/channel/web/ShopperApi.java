package io.xiangyin.channel.web;

import static io.xiangyin.channel.http.Operation.Access.ANYONE;
import static io.xiangyin.channel.http.Operation.Access.SHOPPER;
import static io.xiangyin.channel.http.Operation.Access.SHOPPER_OR_STAFF;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.PerMinute;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.desk.Desk;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.core.turn.TurnProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shopper's operations of the HTTP API. */
public final class ShopperApi {
    /** Longest message, characters. */
    public static final int LONGEST_TEXT = 2_000;

    private static final List<Field> CUSTOMER = List.of(
            Field.text("externalId", 128, "The shop's own id of the customer.").optional(),
            Field.text("name", 64, "What to call them.").optional(),
            Field.object("attributes", List.of(), "Further facts, such as ageGroup; texts by name.")
                    .optional(),
            Field.text("identityToken", 2_000, "The shop's signed proof of the customer's identity.")
                    .optional());

    private final EventStore store;
    private final Conversations conversations;
    private final TurnProcessor turns;
    private final Desk desk;
    private final ConversationTokens tokens;
    private final Gate gate;
    private final Identities identities;
    private final ConversationViews views;
    private final LiveFeed feed;
    private final Set<String> channels;
    private final String botVersion;
    private final PerMinute beginnings;
    private final Function<Conversation, Reply> greeting;

    private volatile Consumer<ConversationId> stopped = _ -> {};

    /**
     * @param channels names under which conversations may be started
     * @param botVersion stored with every conversation begun
     * @param beginnings how many conversations strangers may begin from one address
     * @param greeting the first words to a shopper, by the conversation as it begins
     */
    public ShopperApi(
            EventStore store,
            Conversations conversations,
            TurnProcessor turns,
            Desk desk,
            ConversationTokens tokens,
            Gate gate,
            Identities identities,
            ConversationViews views,
            LiveFeed feed,
            Set<String> channels,
            String botVersion,
            PerMinute beginnings,
            Function<Conversation, Reply> greeting) {
        this.store = store;
        this.conversations = conversations;
        this.turns = turns;
        this.desk = desk;
        this.tokens = tokens;
        this.gate = gate;
        this.identities = identities;
        this.views = views;
        this.feed = feed;
        this.channels = Set.copyOf(channels);
        this.botVersion = botVersion;
        this.beginnings = beginnings;
        this.greeting = greeting;
    }

    public void register(Api api) {
        api.add(
                Operation.post(
                        "/conversations",
                        "startConversation",
                        ANYONE,
                        "Starts a conversation.",
                        201,
                        Field.text("channel", 16, "web or api."),
                        Field.object("customer", CUSTOMER, "Who it is with.").optional(),
                        Field.bool("test", "True for rehearsals; reports leave them out.")
                                .optional()),
                this::start);
        api.add(
                Operation.post(
                                "/conversations/{id}/messages",
                                "sendMessage",
                                SHOPPER,
                                "Stores a message of the shopper; the bot answers.",
                                202,
                                MessageFrame.CLIENT_ID,
                                MessageFrame.TEXT,
                                MessageFrame.INPUT)
                        .with("wait: Seconds, up to 30, to wait for the bot's turn; then 200 with the replies."),
                this::send);
        api.add(
                Operation.get(
                        "/conversations/{id}", "getConversation", SHOPPER_OR_STAFF, "How the conversation stands."),
                call -> Answer.ok(views.of(admitted(call))));
        api.add(
                Operation.get(
                        "/conversations/{id}/events",
                        "listEvents",
                        SHOPPER_OR_STAFF,
                        "What was said and done; with 'Accept: text/event-stream' as it happens.",
                        "after: Sequence number of the last event you know; 0 for all."),
                this::events);
        api.add(
                Operation.post(
                        "/conversations/{id}/handoff", "requestHuman", SHOPPER, "Brings in a human, in one step.", 200),
                call -> act(desk.requestHuman(shopper(call))));
        api.add(
                Operation.delete(
                        "/conversations/{id}/handoff", "stopWaiting", SHOPPER, "Leaves the queue; the bot goes on."),
                call -> act(desk.stopWaiting(shopper(call))));
        api.add(
                Operation.post(
                        "/conversations/{id}/rating",
                        "rate",
                        SHOPPER,
                        "Rates the service.",
                        201,
                        Field.integer("score", 1, 5, "1 is worst, 5 is best."),
                        Field.bool("resolved", "Whether the matter is settled."),
                        Field.text("comment", 1_000, "In the shopper's own words.")
                                .optional()),
                this::rate);
        api.add(
                Operation.put(
                        "/conversations/{id}/preferences",
                        "setPreferences",
                        SHOPPER,
                        "Switches large type and simple steps, or whether a language model may be asked.",
                        Field.bool("elderMode", "Whether elder mode is on.").optional(),
                        Field.bool("languageModel", "Whether what is said may go to a language model.")
                                .optional()),
                this::prefer);
        api.add(
                Operation.post(
                        "/conversations/{id}/stop",
                        "stopGenerating",
                        SHOPPER,
                        "Ends an answer that a language model is writing; what was checked of it stays.",
                        200),
                call -> {
                    stop(shopper(call));
                    return Answer.ok(views.of(admitted(call)));
                });
    }

    /** Says what is done when a shopper wants no more of an answer being written. */
    public void whenStopped(Consumer<ConversationId> done) {
        stopped = done;
    }

    void stop(ConversationId id) {
        stopped.accept(id);
    }

    private Answer prefer(Call call) {
        Boolean elder = call.body().getBoolean("elderMode");
        Boolean model = call.body().getBoolean("languageModel");
        if (elder == null && model == null) {
            throw Problem.badRequest("missing-field", "Give 'elderMode', 'languageModel' or both.");
        }
        Answer done = elder == null
                ? Answer.ok(views.of(admitted(call)))
                : act(desk.switchElderMode(shopper(call), elder, "customer"));
        return model == null ? done : act(desk.switchModel(shopper(call), model, "customer"));
    }

    private Answer start(Call call) {
        String channel = call.body().getString("channel");
        if (!channels.contains(channel)) {
            throw Problem.badRequest("unknown-channel", "Field 'channel' takes one of " + channels + ".");
        }
        JsonObject claim = call.body().getJsonObject("customer", new JsonObject());
        boolean test = call.body().getBoolean("test", false);
        Customer customer = identities.identify(claim);
        refuseFlood(customer, call.origin());
        ConversationId id = ConversationId.random();
        ConversationStarted started = new ConversationStarted(channel, customer, test, botVersion);
        Conversation begun = Conversation.replay(id, List.of(new RecordedEvent(id, 1, Instant.EPOCH, started)));
        if (!(store.append(id, 0, List.of(started, new BotReplied(greeting.apply(begun))))
                instanceof AppendResult.Appended)) {
            throw new StorageException("Conversation " + id + " exists already");
        }
        return new Answer(
                201, new JsonObject().put("conversationId", id.value()).put("token", tokens.issue(id)));
    }

    /** Whoever the shop vouches for is never counted, nor is its own network; so a shop's server begins as many as it has shoppers. */
    private void refuseFlood(Customer customer, @Nullable String origin) {
        if (customer.verified() || origin == null || beginnings.allows(origin)) {
            return;
        }
        throw Problem.tooMany(
                "too-many-conversations",
                "Too many conversations were begun from this address. Go on in one of them, or wait a minute.",
                beginnings.untilNext());
    }

    private Answer send(Call call) throws InterruptedException {
        ConversationId id = shopper(call);
        long wait = call.number("wait", 0, 0, 30);
        TurnProcessor.Receipt receipt = receive(id, call.body());
        JsonObject body = new JsonObject().put("messageId", receipt.messageId()).put("seq", receipt.seq());
        if (wait == 0) {
            return new Answer(202, body);
        }
        awaitTurn(id, receipt.seq(), wait);
        List<RecordedEvent> since = store.load(id, receipt.seq());
        return Answer.ok(
                body.put("replies", EventViews.replies(since)).put("conversation", views.of(conversations.load(id))));
    }

    /** Takes a message in; also used by the socket. */
    TurnProcessor.Receipt receive(ConversationId id, JsonObject frame) {
        TurnProcessor.@Nullable Receipt receipt = turns.receive(MessageFrame.read(id, frame));
        if (receipt == null) {
            throw Problem.notFound();
        }
        return receipt;
    }

    private void awaitTurn(ConversationId id, long seq, long seconds) throws InterruptedException {
        Semaphore news = new Semaphore(0);
        try (LiveFeed.Follower _ = feed.follow(id, seq, _ -> news.release())) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (conversations.load(id).awaitsBot()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !news.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        }
    }

    private @Nullable Answer events(Call call) {
        ConversationId id = Gate.named(call);
        Gate.Viewer viewer = gate.admit(call.bearer(), id);
        String accept = call.header("Accept");
        long after = call.number("after", 0, 0, Long.MAX_VALUE);
        if (accept != null && accept.contains("text/event-stream")) {
            String last = call.header("Last-Event-ID");
            long known = last != null && last.matches("\\d{1,18}") ? Long.parseLong(last) : after;
            EventStream.open(call.context(), feed, id, known, viewer, () -> admits(call.bearer(), id));
            return null;
        }
        return Answer.ok(new JsonObject().put("events", EventViews.of(store.load(id, after), viewer)));
    }

    private boolean admits(String bearer, ConversationId id) {
        try {
            gate.admit(bearer, id);
            return true;
        } catch (Problem over) {
            return false;
        }
    }

    private Answer rate(Call call) {
        JsonObject body = call.body();
        Answer done = act(desk.rate(
                shopper(call), body.getInteger("score"), body.getBoolean("resolved"), body.getString("comment")));
        return new Answer(201, done.body());
    }

    private Answer act(Desk.Outcome outcome) {
        return switch (outcome) {
            case Desk.Outcome.Done done -> Answer.ok(views.of(done.conversation()));
            case Desk.Outcome.Refused refused -> throw new Problem(409, refused.code(), refused.sentence());
        };
    }

    private Conversation admitted(Call call) {
        ConversationId id = Gate.named(call);
        gate.admit(call.bearer(), id);
        return conversations.load(id);
    }

    /** The conversation of a call that only its shopper may make. */
    private ConversationId shopper(Call call) {
        ConversationId id = Gate.named(call);
        if (gate.admit(call.bearer(), id) != Gate.Viewer.SHOPPER) {
            throw Problem.forbidden("Only the shopper of this conversation may do this.");
        }
        return id;
    }
}
