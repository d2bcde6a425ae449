package io.xiangyin.server.ticket;

import static io.xiangyin.channel.http.Operation.Access.SHOPPER;
import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.channel.web.Gate;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import io.xiangyin.server.ticket.Ticket.Kind;
import io.xiangyin.server.ticket.Ticket.Priority;
import io.xiangyin.server.ticket.Ticket.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tickets over HTTP: for agents, and the customer's word on the end of their own. */
public final class TicketApi {
    private static final int MOST_ROWS = 200;
    private static final Field ASSIGNEE = Field.text("assignee", 64, "Sign-in name of who does it; empty for nobody.")
            .optional();
    private static final Field PRIORITY =
            Field.text("priority", 16, "One of " + words(Priority.class) + ".").optional();

    private final TicketDesk desk;
    private final TicketStore store;
    private final Conversations conversations;
    private final StaffApi staff;
    private final Gate gate;
    private final InstantSource clock;

    public TicketApi(
            TicketDesk desk,
            TicketStore store,
            Conversations conversations,
            StaffApi staff,
            Gate gate,
            InstantSource clock) {
        this.desk = desk;
        this.store = store;
        this.conversations = conversations;
        this.staff = staff;
        this.gate = gate;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.get("/tickets", "listTickets", STAFF, "Tickets, the most pressing first.")
                        .with(
                                "state: One of " + words(State.class) + ".",
                                "kind: One of " + words(Kind.class) + ".",
                                "assignee: Sign-in name, or me.",
                                "customer: Id of a customer.",
                                "conversation: Id of a conversation it is about.",
                                "q: Part of the subject, or the number.",
                                "open: true leaves out closed ones.",
                                "overdue: true lists those past their time only.",
                                "limit: Most rows, 50 if not given.",
                                "offset: Rows to skip."),
                this::list);
        api.add(
                Operation.post(
                        "/tickets",
                        "openTicket",
                        STAFF,
                        "Opens a ticket, about a conversation or by hand.",
                        201,
                        Field.text("kind", 16, "One of " + words(Kind.class) + "."),
                        Field.text("subject", 500, "What is to be done."),
                        Field.text("conversationId", 64, "The conversation it is about.")
                                .optional(),
                        Field.text("customerId", 128, "The customer, if it is about no conversation.")
                                .optional(),
                        PRIORITY,
                        ASSIGNEE),
                this::open);
        api.add(
                Operation.get("/tickets/{ticketId}", "getTicket", STAFF, "A ticket with its history."),
                call -> Answer.ok(whole(desk.get(read(call)))));
        api.add(
                Operation.put(
                        "/tickets/{ticketId}",
                        "changeTicket",
                        STAFF,
                        "Changes a ticket; its customer is told of a new state.",
                        Field.integer("version", 1, Integer.MAX_VALUE, "The version you saw."),
                        Field.text("state", 16, "One of " + words(State.class) + ".")
                                .optional(),
                        PRIORITY,
                        ASSIGNEE,
                        Field.text("comment", 2_000, "For colleagues.").optional()),
                this::change);
        api.add(
                Operation.post(
                        "/tickets/{ticketId}/conversations",
                        "linkTicket",
                        STAFF,
                        "Says that a conversation is about the ticket too.",
                        200,
                        Field.text("conversationId", 64, "The conversation.")),
                this::link);
        api.add(
                Operation.post(
                        "/conversations/{id}/tickets/{ticketId}/confirmation",
                        "confirmTicket",
                        SHOPPER,
                        "The customer's own word on whether a solved ticket is settled.",
                        200,
                        Field.bool("settled", "false reopens it.")),
                this::confirm);
    }

    private Answer list(Call call) {
        Staff caller = agent(call);
        String assignee = call.query("assignee");
        TicketStore.Filter filter = new TicketStore.Filter(
                choice(State.class, "state", call.query("state")),
                choice(Kind.class, "kind", call.query("kind")),
                "me".equals(assignee) ? caller.username() : assignee,
                call.query("customer"),
                call.query("conversation"),
                call.query("q"),
                "true".equals(call.query("open")),
                "true".equals(call.query("overdue")));
        Instant now = clock.instant();
        JsonArray rows = new JsonArray();
        store.list(filter, now, (int) call.number("limit", 50, 1, MOST_ROWS), (int)
                        call.number("offset", 0, 0, Integer.MAX_VALUE))
                .forEach(ticket -> rows.add(row(ticket, now)));
        return Answer.ok(new JsonObject().put("tickets", rows));
    }

    private Answer open(Call call) {
        Staff caller = agent(call);
        JsonObject body = call.body();
        Kind kind = required(Kind.class, "kind", body.getString("kind"));
        Priority priority = choice(Priority.class, "priority", body.getString("priority"));
        String conversationId = body.getString("conversationId");
        String customerId = body.getString("customerId");
        Ticket ticket;
        if (conversationId != null) {
            ticket = desk.open(
                    kind,
                    priority,
                    body.getString("subject"),
                    conversation(conversationId),
                    body.getString("assignee"),
                    caller.name());
        } else if (customerId != null) {
            ticket = desk.open(
                    kind,
                    priority,
                    body.getString("subject"),
                    customerId,
                    null,
                    List.of(),
                    false,
                    body.getString("assignee"),
                    caller.name());
        } else {
            throw Problem.badRequest(
                    "missing-field",
                    "A ticket needs 'conversationId', or 'customerId' if it is about no conversation.");
        }
        return new Answer(201, whole(ticket));
    }

    private Answer change(Call call) {
        Staff caller = agent(call);
        JsonObject body = call.body();
        TicketDesk.Wish wish = new TicketDesk.Wish(
                choice(State.class, "state", body.getString("state")),
                choice(Priority.class, "priority", body.getString("priority")),
                body.getString("assignee"),
                body.getString("comment"));
        return Answer.ok(whole(desk.change(call.path("ticketId"), body.getInteger("version"), wish, caller.name())));
    }

    private Answer link(Call call) {
        Staff caller = agent(call);
        String id = call.path("ticketId");
        desk.link(id, conversation(call.body().getString("conversationId")).id(), caller.name());
        return Answer.ok(whole(desk.get(id)));
    }

    private Answer confirm(Call call) {
        ConversationId conversation = Gate.named(call);
        if (gate.admit(call.bearer(), conversation) != Gate.Viewer.SHOPPER) {
            throw Problem.forbidden("Only the customer may say whether it is settled.");
        }
        String ticketId = call.path("ticketId");
        if (!store.conversations(ticketId).contains(conversation)) {
            throw Problem.notFound();
        }
        Ticket ticket = desk.confirm(ticketId, call.body().getBoolean("settled"));
        return Answer.ok(new JsonObject().put("id", ticket.id()).put("state", Ticket.word(ticket.state())));
    }

    private Conversation conversation(String id) {
        if (!ConversationId.isValid(id)) {
            throw Problem.notFound();
        }
        Conversation conversation = conversations.load(new ConversationId(id));
        if (conversation.started() == null) {
            throw Problem.notFound();
        }
        return conversation;
    }

    /** @return the id of the ticket, for one who may see it */
    private String read(Call call) {
        agent(call);
        return call.path("ticketId");
    }

    private Staff agent(Call call) {
        return staff.require(call, Permission.READ);
    }

    private JsonObject whole(Ticket ticket) {
        JsonArray changes = new JsonArray();
        store.changes(ticket.id())
                .forEach(change -> changes.add(new JsonObject()
                        .put("at", change.at().toString())
                        .put("author", change.author())
                        .put("kind", change.kind())
                        .put("text", change.text())));
        JsonArray about = new JsonArray();
        store.conversations(ticket.id()).forEach(id -> about.add(id.value()));
        return row(ticket, clock.instant()).put("changes", changes).put("conversations", about);
    }

    /** A ticket as lists show it. */
    static JsonObject row(Ticket ticket, Instant now) {
        return new JsonObject()
                .put("id", ticket.id())
                .put("number", ticket.number())
                .put("kind", Ticket.word(ticket.kind()))
                .put("state", Ticket.word(ticket.state()))
                .put("priority", Ticket.word(ticket.priority()))
                .put("subject", ticket.subject())
                .put(
                        "customer",
                        new JsonObject().put("externalId", ticket.customerId()).put("name", ticket.customerName()))
                .put("assignee", ticket.assignee())
                .put("openedAt", ticket.openedAt().toString())
                .put("dueAt", ticket.dueAt().toString())
                .put("paused", ticket.pausedAt() != null)
                .put("overdue", ticket.overdue(now))
                .put("escalated", ticket.escalatedAt() != null)
                .put(
                        "closedAt",
                        ticket.closedAt() == null ? null : ticket.closedAt().toString())
                .put("confirmed", ticket.confirmed())
                .put("version", ticket.version());
    }

    private static String words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Ticket::word).collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> @Nullable E choice(Class<E> type, String field, @Nullable String word) {
        return word == null ? null : required(type, field, word);
    }

    private static <E extends Enum<E>> E required(Class<E> type, String field, String word) {
        return Ticket.read(type, word)
                .orElseThrow(
                        () -> Problem.badRequest("unknown-value", "'" + field + "' takes one of " + words(type) + "."));
    }
}
