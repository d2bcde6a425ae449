package io.xiangyin.channel.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.core.turn.TurnProcessor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The widget's WebSocket: {@code /ws?token=…&after=SEQ}, and {@code conversation=ID} to be sure of the right one. Sends everything after the given sequence number, then what
 * happens; takes messages with the page's own ids, so that a repetition after a broken connection is stored once.
 */
public final class ShopperSocket {
    private static final Logger LOG = LoggerFactory.getLogger(ShopperSocket.class);
    private static final short BAD_TOKEN = 4401;
    private static final short NOT_YOURS = 4403;
    private static final short TOO_SLOW = 1013;
    private static final short NOT_JSON = 1007;
    private static final int LARGEST_BACKLOG = 256 * 1024;
    private static final long QUEUE_REFRESH_MS = 3_000;

    private final Vertx vertx;
    private final ConversationTokens tokens;
    private final Conversations conversations;
    private final ConversationViews views;
    private final LiveFeed feed;
    private final ShopperApi api;
    private final Executor workers;
    private final Set<String> origins;
    private final ConcurrentHashMap<ConversationId, Set<ServerWebSocket>> open = new ConcurrentHashMap<>();

    /** @param origins foreign origins that may open a socket; the server's own always may */
    public ShopperSocket(
            Vertx vertx,
            ConversationTokens tokens,
            Conversations conversations,
            ConversationViews views,
            LiveFeed feed,
            ShopperApi api,
            Executor workers,
            Set<String> origins) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.conversations = conversations;
        this.views = views;
        this.feed = feed;
        this.api = api;
        this.workers = workers;
        this.origins = Set.copyOf(origins);
    }

    /** Upgrades a request. A bad token is told by close code 4401, which a page can see, unlike an HTTP status. */
    public void upgrade(RoutingContext request) {
        if (!Origins.allowed(request, origins)) {
            request.response().setStatusCode(403).end();
            return;
        }
        String token = Optional.ofNullable(request.request().getParam("token")).orElse("");
        String named = request.request().getParam("conversation");
        String after = Optional.ofNullable(request.request().getParam("after")).orElse("0");
        request.request().toWebSocket().onSuccess(socket -> {
            Optional<ConversationId> id = tokens.open(token);
            if (id.isEmpty() || !after.matches("\\d{1,18}")) {
                socket.close(BAD_TOKEN, "The token does not open a conversation");
                return;
            }
            if (named != null && !named.equals(id.get().value())) {
                socket.close(NOT_YOURS, "The token opens another conversation");
                return;
            }
            serve(socket, id.get(), Long.parseLong(after));
        });
    }

    private void serve(ServerWebSocket socket, ConversationId id, long after) {
        socket.setWriteQueueMaxSize(LARGEST_BACKLOG);
        Session session = new Session(socket, id);
        open.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet()).add(socket);
        socket.textMessageHandler(session::read);
        long refresh = vertx.setPeriodic(QUEUE_REFRESH_MS, _ -> workers.execute(session::refreshPlace));
        AtomicReference<LiveFeed.@Nullable Follower> follower = new AtomicReference<>();
        socket.closeHandler(_ -> {
            vertx.cancelTimer(refresh);
            leave(socket, id);
            close(follower.get());
        });
        workers.execute(() -> {
            if (!session.hello(after)) {
                return;
            }
            follower.set(feed.follow(id, after, session::write, session::showDraft));
            if (socket.isClosed()) {
                close(follower.get());
            }
        });
    }

    private void leave(ServerWebSocket socket, ConversationId id) {
        open.computeIfPresent(id, (_, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    private static void close(LiveFeed.@Nullable Follower follower) {
        if (follower != null) {
            follower.close();
        }
    }

    /** Tells every page of a conversation something that is not worth remembering, such as typing. */
    public void whisper(ConversationId id, JsonObject frame) {
        open.getOrDefault(id, Set.of()).forEach(socket -> socket.writeTextMessage(frame.encode()));
    }

    private final class Session {
        private final ServerWebSocket socket;
        private final ConversationId id;
        /** Held while a message is taken in, so that its acknowledgement comes before its event. */
        private final ReentrantLock speaking = new ReentrantLock();

        private volatile JsonObject lastView = new JsonObject();

        Session(ServerWebSocket socket, ConversationId id) {
            this.socket = socket;
            this.id = id;
        }

        /** Greets a page that knows no more of the conversation than there is. */
        boolean hello(long after) {
            Conversation conversation = conversations.load(id);
            if (conversation.started() == null) {
                socket.close(BAD_TOKEN, "There is no such conversation");
                return false;
            }
            if (after > conversation.version()) {
                socket.close(NOT_YOURS, "There is no such place in this conversation");
                return false;
            }
            lastView = views.of(conversation);
            send(new JsonObject().put("type", "hello").put("conversation", lastView));
            return true;
        }

        void write(List<RecordedEvent> events) {
            speaking.lock();
            try {
                for (RecordedEvent event : events) {
                    EventViews.of(event, Gate.Viewer.SHOPPER)
                            .ifPresent(item ->
                                    send(new JsonObject().put("type", "event").put("event", item)));
                }
            } finally {
                speaking.unlock();
            }
            tellChange();
        }

        void showDraft(String text) {
            socket.writeTextMessage(
                    new JsonObject().put("type", "generating").put("text", text).encode());
        }

        void refreshPlace() {
            if (lastView.getString("status", "").equals("queued")) {
                tellChange();
            }
        }

        private void tellChange() {
            JsonObject view = views.of(conversations.load(id));
            if (!view.equals(lastView)) {
                lastView = view;
                send(new JsonObject().put("type", "conversation").put("conversation", view));
            }
        }

        private void send(JsonObject frame) {
            if (socket.isClosed()) {
                return;
            }
            if (socket.writeQueueFull()) {
                socket.close(TOO_SLOW, "The page does not read; reconnect to resume");
            } else {
                socket.writeTextMessage(frame.encode());
            }
        }

        void read(String text) {
            JsonObject frame;
            try {
                frame = new JsonObject(text);
            } catch (DecodeException | ClassCastException malformed) {
                socket.close(NOT_JSON, "Frames are JSON objects");
                return;
            }
            switch (String.valueOf(frame.getValue("type"))) {
                case "message" -> workers.execute(() -> message(frame));
                case "stop" -> api.stop(id);
                case "ping" -> send(new JsonObject().put("type", "pong"));
                case "typing" -> {
                    // agents see words when they are sent
                }
                default ->
                    send(error(Problem.badRequest("unknown-frame", "Frames are message, stop, ping or typing."), ""));
            }
        }

        private void message(JsonObject frame) {
            String clientMessageId = frame.getValue("clientMessageId") instanceof String given ? given : "";
            try {
                MessageFrame.check(frame);
                receive(clientMessageId, frame);
                if (conversations.load(id).awaitsBot()) {
                    send(new JsonObject().put("type", "typing").put("author", "bot"));
                }
            } catch (Problem problem) {
                send(error(problem, clientMessageId));
            } catch (StorageException unavailable) {
                LOG.error("A message could not be stored", unavailable);
                send(error(
                        new Problem(503, "storage-unavailable", "Nothing was stored. Send the same message again."),
                        clientMessageId));
            }
        }

        private void receive(String clientMessageId, JsonObject frame) {
            speaking.lock();
            try {
                TurnProcessor.Receipt receipt = api.receive(id, frame);
                send(new JsonObject()
                        .put("type", "ack")
                        .put("clientMessageId", clientMessageId)
                        .put("messageId", receipt.messageId())
                        .put("seq", receipt.seq()));
            } finally {
                speaking.unlock();
            }
        }

        private static JsonObject error(Problem problem, String clientMessageId) {
            return problem.toJson().put("type", "error").put("clientMessageId", clientMessageId);
        }
    }
}
