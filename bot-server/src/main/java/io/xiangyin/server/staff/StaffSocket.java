package io.xiangyin.server.staff;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.xiangyin.channel.web.EventViews;
import io.xiangyin.channel.web.Gate;
import io.xiangyin.channel.web.Origins;
import io.xiangyin.channel.web.ShopperSocket;
import io.xiangyin.core.Agent;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.ApprovalDecided;
import io.xiangyin.core.ConversationEvent.ApprovalRequested;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffAssigned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationEvent.NoteAdded;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.turn.ConversationLanes;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.staff.Staff.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The agents' WebSocket. The first frame carries the token, so that it stands in no log. Tells when the queue changed,
 * and what happens in the conversations the agent holds.
 */
public final class StaffSocket {
    private static final short BAD_TOKEN = 4401;
    private static final long PATIENCE_MS = 5_000;
    private static final long LOOK_AT_SESSIONS_MS = 2_000;

    private final Vertx vertx;
    private final StaffAccounts accounts;
    private final Conversations conversations;
    private final ShopperSocket shoppers;
    private final Executor workers;
    private final Presence presence;
    private final ConcurrentHashMap<ServerWebSocket, Staff> sockets = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ServerWebSocket, String> tokens = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ServerWebSocket, ConversationId> watched = new ConcurrentHashMap<>();

    /** @param lanes lanes of its own, to keep the order of events within a conversation */
    public StaffSocket(
            Vertx vertx,
            StaffAccounts accounts,
            EventStore store,
            Conversations conversations,
            ConversationLanes lanes,
            ShopperSocket shoppers,
            Executor workers,
            Presence presence) {
        this.vertx = vertx;
        this.accounts = accounts;
        this.conversations = conversations;
        this.shoppers = shoppers;
        this.workers = workers;
        this.presence = presence;
        vertx.setPeriodic(LOOK_AT_SESSIONS_MS, _ -> workers.execute(this::closeEndedSessions));
        store.subscribe(events -> {
            if (!sockets.isEmpty()) {
                ConversationId id = events.getFirst().conversationId();
                lanes.submit(id, () -> tell(id, events));
            }
        });
    }

    /** Upgrades a request from one of the server's own pages. */
    public void upgrade(RoutingContext request) {
        if (!Origins.allowed(request, Set.of())) {
            request.response().setStatusCode(403).end();
            return;
        }
        request.request().toWebSocket().onSuccess(socket -> {
            long timer = vertx.setTimer(PATIENCE_MS, _ -> socket.close(BAD_TOKEN, "No token came"));
            socket.closeHandler(_ -> left(socket));
            socket.textMessageHandler(text -> read(socket, timer, text));
        });
    }

    private void read(ServerWebSocket socket, long timer, String text) {
        JsonObject frame;
        try {
            frame = new JsonObject(text);
        } catch (DecodeException | ClassCastException malformed) {
            socket.close((short) 1007, "Frames are JSON objects");
            return;
        }
        switch (String.valueOf(frame.getValue("type"))) {
            case "auth" -> workers.execute(() -> signIn(socket, timer, String.valueOf(frame.getValue("token"))));
            case "watch" -> workers.execute(() -> watch(socket, String.valueOf(frame.getValue("conversationId"))));
            case "typing" -> workers.execute(() -> typing(socket, String.valueOf(frame.getValue("conversationId"))));
            default -> {
                Staff staff = sockets.get(socket);
                if (staff != null) {
                    presence.seen(staff.username());
                }
                socket.writeTextMessage(new JsonObject().put("type", "pong").encode());
            }
        }
    }

    private void signIn(ServerWebSocket socket, long timer, String token) {
        vertx.cancelTimer(timer);
        Optional<Staff> staff = accounts.bearer(token);
        if (staff.isEmpty()) {
            socket.close(BAD_TOKEN, "The session is over");
            return;
        }
        sockets.put(socket, staff.get());
        tokens.put(socket, token);
        if (helps(staff.get())) {
            presence.opened(staff.get().username());
        }
        if (socket.isClosed()) {
            left(socket);
        } else {
            socket.writeTextMessage(new JsonObject().put("type", "ready").encode());
        }
    }

    /** A session that ended, because of a new password, other roles or a removed account, ends its sockets too. */
    private void closeEndedSessions() {
        tokens.forEach((socket, token) -> {
            if (accounts.bearer(token).isEmpty()) {
                socket.close(BAD_TOKEN, "The session is over");
            }
        });
    }

    private void left(ServerWebSocket socket) {
        tokens.remove(socket);
        watched.remove(socket);
        Staff staff = sockets.remove(socket);
        if (staff != null && helps(staff)) {
            presence.closed(staff.username());
        }
    }

    private static boolean helps(Staff staff) {
        return staff.isAny(Role.AGENT);
    }

    /** A supervisor looks on; nothing is told to the shopper. Anything but a conversation's id looks away. */
    private void watch(ServerWebSocket socket, String conversationId) {
        Staff staff = sockets.get(socket);
        if (staff == null || !staff.may(Permission.SUPERVISE) || !ConversationId.isValid(conversationId)) {
            watched.remove(socket);
        } else {
            watched.put(socket, new ConversationId(conversationId));
        }
    }

    private void typing(ServerWebSocket socket, String conversationId) {
        Staff staff = sockets.get(socket);
        if (staff == null || !ConversationId.isValid(conversationId)) {
            return;
        }
        Conversation conversation = conversations.load(new ConversationId(conversationId));
        if (staff.agent().equals(conversation.agent())) {
            shoppers.whisper(
                    conversation.id(), new JsonObject().put("type", "typing").put("author", "agent"));
        }
    }

    private void tell(ConversationId id, List<RecordedEvent> events) {
        Conversation conversation = conversations.load(id);
        Agent holder = conversation.agent();
        boolean waits = conversation.status() == Conversation.Status.QUEUED;
        boolean queueChanged =
                events.stream().anyMatch(recorded -> movesQueue(recorded) || (waits && isShoppers(recorded)));
        boolean approvals = events.stream()
                .map(RecordedEvent::event)
                .anyMatch(event -> event instanceof ApprovalRequested || event instanceof ApprovalDecided);
        events.forEach(recorded -> alarm(conversation, recorded));
        sockets.forEach((socket, staff) -> {
            if (queueChanged) {
                socket.writeTextMessage(
                        new JsonObject().put("type", "queue_changed").encode());
            }
            events.forEach(recorded -> {
                if (recorded.event() instanceof NoteAdded note
                        && note.mentions().contains(staff.username())) {
                    socket.writeTextMessage(new JsonObject()
                            .put("type", "mentioned")
                            .put("conversationId", id.value())
                            .put("from", note.agent().name())
                            .put("text", note.text())
                            .encode());
                }
            });
            if (approvals) {
                socket.writeTextMessage(
                        new JsonObject().put("type", "approvals_changed").encode());
            }
            if (staff.agent().equals(holder) || id.equals(watched.get(socket))) {
                events.forEach(event -> EventViews.of(event, Gate.Viewer.STAFF)
                        .ifPresent(item -> socket.writeTextMessage(new JsonObject()
                                .put("type", "event")
                                .put("conversationId", id.value())
                                .put("event", item)
                                .encode())));
            }
        });
    }

    /** Tells supervisors at once of what should not wait until they look. */
    public void alarm(JsonObject what) {
        String frame = what.copy().put("type", "alarm").encode();
        sockets.forEach((socket, staff) -> {
            if (staff.may(Permission.SUPERVISE)) {
                socket.writeTextMessage(frame);
            }
        });
    }

    private void alarm(Conversation conversation, RecordedEvent recorded) {
        if (recorded.event() instanceof HandoffTriaged triaged
                && (triaged.urgency() == Urgency.SAFETY || triaged.urgency() == Urgency.COMPLAINT)) {
            alarm(about(triaged.urgency().name().toLowerCase(Locale.ROOT), conversation));
        }
    }

    /** A shopper has waited longer than promised. */
    public void overdue(ConversationId id) {
        alarm(about("waiting", conversations.load(id)));
    }

    private static JsonObject about(String what, Conversation conversation) {
        return new JsonObject()
                .put("about", what)
                .put("conversationId", conversation.id().value())
                .put("customer", conversation.customer().name());
    }

    private static boolean isShoppers(RecordedEvent recorded) {
        return recorded.event() instanceof CustomerSpoke || recorded.event() instanceof AttachmentReceived;
    }

    private static boolean movesQueue(RecordedEvent recorded) {
        return switch (recorded.event()) {
            case HandoffQueued _,
                    HandoffTriaged _,
                    HandoffAssigned _,
                    HandoffAbandoned _,
                    AgentJoined _,
                    ReturnedToBot _,
                    ConversationResolved _ -> true;
            default -> false;
        };
    }
}
