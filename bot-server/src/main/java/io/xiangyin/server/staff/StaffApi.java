package io.xiangyin.server.staff;

import static io.xiangyin.channel.http.Operation.Access.ANYONE;
import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.channel.web.ConversationViews;
import io.xiangyin.channel.web.Gate;
import io.xiangyin.core.Agent;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.desk.Desk;
import io.xiangyin.server.staff.Staff.Role;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** The agents' operations of the HTTP API: sign in, queue, and what an agent does to a conversation. */
public final class StaffApi {
    private static final Field NOTE = Field.text("note", 1_000, "For colleagues; the shopper does not see it.")
            .optional();
    private static final Field TO = Field.text(
                    "to", 64, "Id of the colleague who is asked to take it; left out for" + " whoever comes.")
            .optional();
    private static final Field[] FORM = {
        NOTE,
        Field.text("outcome", 16, "How it ended: solved, unsolved or follow_up.")
                .optional(),
        Field.text("reasonCode", 64, "What it was about, from the shop's list.").optional()
    };

    private final StaffAccounts accounts;
    private final Desk desk;
    private final DeskQueue queue;
    private final HandoverCards cards;
    private final ConversationGate gate;
    private final ConversationViews views;
    private final Presence presence;
    private final AuditTrail audit;
    private final BiConsumer<ConversationId, String> decline;
    private final int serviceLevelSeconds;
    private final Map<String, Map<String, String>> titles;

    /**
     * @param decline told when an agent does not take what they were offered
     * @param serviceLevelSeconds target of the wait for the first human words
     * @param titles what people call intents and flows, by kind and id
     */
    public StaffApi(
            StaffAccounts accounts,
            Desk desk,
            DeskQueue queue,
            HandoverCards cards,
            ConversationGate gate,
            ConversationViews views,
            Presence presence,
            AuditTrail audit,
            BiConsumer<ConversationId, String> decline,
            int serviceLevelSeconds,
            Map<String, Map<String, String>> titles) {
        this.accounts = accounts;
        this.desk = desk;
        this.queue = queue;
        this.cards = cards;
        this.gate = gate;
        this.views = views;
        this.presence = presence;
        this.audit = audit;
        this.decline = decline;
        this.serviceLevelSeconds = serviceLevelSeconds;
        this.titles = Map.copyOf(titles);
    }

    public void register(Api api) {
        api.add(
                Operation.post(
                        "/auth/login",
                        "signIn",
                        ANYONE,
                        "Signs staff in.",
                        200,
                        Field.text("username", 64, "Sign-in name."),
                        Field.text("password", 256, "Password.")),
                this::signIn);
        api.add(Operation.post("/auth/logout", "signOut", STAFF, "Ends the session.", 204), this::signOut);
        api.add(
                Operation.get("/auth/me", "whoAmI", STAFF, "Who is signed in."),
                call -> Answer.ok(shown(anyone(call))));
        api.add(
                Operation.get(
                        "/names",
                        "listNames",
                        STAFF,
                        "What people call what is stored by id: colleagues, intents, flows and actions."),
                this::names);
        api.add(Operation.get("/queue", "listQueue", STAFF, "Who waits, and the conversations you hold."), this::queue);
        api.add(
                Operation.get("/conversations/{id}/card", "getCard", STAFF, "The hand-over card."),
                call -> Answer.ok(cards.of(readable(call))));
        act(api, "accept", "Takes a waiting conversation.", this::accept);
        act(api, "take-over", "A supervisor takes the conversation from whoever holds it.", this::takeOver, NOTE);
        api.add(
                Operation.post(
                        "/conversations/{id}/decline",
                        "declineConversation",
                        STAFF,
                        "Does not take a conversation that was offered; the next agent is asked.",
                        204),
                this::decline);
        act(api, "transfer", "Passes the conversation to another agent.", this::transfer, NOTE, TO);
        act(
                api,
                "return-to-bot",
                "Gives the conversation back to the bot.",
                (id, staff, call) ->
                        desk.returnToBot(id, staff.agent(), call.body().getString("note")),
                NOTE);
        act(api, "resolve", "Closes the matter; the shopper is asked to rate.", this::resolve, FORM);
        api.add(
                Operation.post(
                        "/conversations/{id}/agent-messages",
                        "sendAgentMessage",
                        STAFF,
                        "Writes to the shopper.",
                        202,
                        Field.text("clientMessageId", 64, "Your own id of the message; again the same is stored once."),
                        Field.text("text", 4_000, "What the agent writes.")),
                this::say);
        api.add(
                Operation.get(
                        "/agents", "listAgents", STAFF, "Colleagues who help shoppers, and whether they are there."),
                this::agents);
        api.add(
                Operation.put(
                        "/agents/me/presence",
                        "setPresence",
                        STAFF,
                        "Says whether you take conversations.",
                        Field.text("status", 16, "online, away or offline.")),
                this::presence);
    }

    @FunctionalInterface
    private interface Act {
        Desk.Outcome on(ConversationId id, Staff staff, Call call);
    }

    private void act(Api api, String name, String summary, Act act, Field... body) {
        api.add(
                Operation.post("/conversations/{id}/" + name, name + "Conversation", STAFF, summary, 200, body),
                call -> Answer.ok(views.of(done(act.on(readable(call), agent(call), call)))));
    }

    private Desk.Outcome accept(ConversationId id, Staff staff, Call call) {
        presence.works(staff.username());
        return desk.accept(id, staff.agent());
    }

    private Desk.Outcome takeOver(ConversationId id, Staff staff, Call call) {
        require(call, Permission.SUPERVISE);
        presence.works(staff.username());
        return desk.takeOver(id, staff.agent(), call.body().getString("note"));
    }

    private Desk.Outcome transfer(ConversationId id, Staff staff, Call call) {
        String to = call.body().getString("to");
        return desk.transfer(
                id, staff.agent(), call.body().getString("note"), to == null ? null : colleague(to, staff));
    }

    private Agent colleague(String username, Staff self) {
        return accounts.list().stream()
                .filter(staff -> staff.username().equals(username) && staff.isAny(Role.AGENT, Role.SUPERVISOR))
                .filter(staff -> !staff.username().equals(self.username()))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "unknown-agent", "Field 'to' names a colleague who helps shoppers; see GET /agents."))
                .agent();
    }

    private Desk.Outcome resolve(ConversationId id, Staff staff, Call call) {
        JsonObject form = call.body();
        String outcome = form.getString("outcome");
        if (outcome != null && !outcome.matches("solved|unsolved|follow_up")) {
            throw Problem.badRequest("unknown-outcome", "Field 'outcome' takes solved, unsolved or follow_up.");
        }
        return desk.resolve(id, staff.agent(), form.getString("note"), outcome, form.getString("reasonCode"));
    }

    private Answer decline(Call call) {
        decline.accept(readable(call), agent(call).username());
        return new Answer(204, null);
    }

    private Answer agents(Call call) {
        agent(call);
        JsonArray rows = new JsonArray();
        accounts.list().stream()
                .filter(staff -> staff.isAny(Role.AGENT, Role.SUPERVISOR))
                .forEach(staff -> rows.add(shown(staff)
                        .put("presence", presence.status(staff.username()))
                        .put("holds", queue.heldBy(staff.username()).size())));
        return Answer.ok(new JsonObject().put("agents", rows));
    }

    private Answer signIn(Call call) throws InterruptedException {
        String username = call.body().getString("username");
        StaffAccounts.Session session;
        try {
            session = accounts.signIn(username, call.body().getString("password"));
        } catch (Problem refused) {
            audit.note(username, "sign_in_failed", username, refused.code());
            throw refused;
        }
        audit.note(username, "signed_in", username, "");
        presence.works(session.staff().username());
        return Answer.ok(new JsonObject()
                .put("token", session.token())
                .put("expiresAt", session.expiresAt().toString())
                .put("user", shown(session.staff())));
    }

    private Answer names(Call call) {
        anyone(call);
        JsonObject people = new JsonObject();
        accounts.list().forEach(staff -> people.put(staff.username(), staff.name()));
        JsonObject names = new JsonObject().put("person", people);
        titles.forEach((kind, words) -> names.put(kind, new JsonObject(Map.copyOf(words))));
        return Answer.ok(names);
    }

    private Answer signOut(Call call) {
        presence.forget(anyone(call).username());
        accounts.signOut(call.bearer());
        return new Answer(204, null);
    }

    private Answer queue(Call call) {
        Staff staff = agent(call);
        return Answer.ok(new JsonObject()
                .put("waiting", queue.waiting())
                .put("mine", queue.heldBy(staff.username()))
                .put("others", staff.may(Permission.SUPERVISE) ? queue.heldByOthers(staff.username()) : new JsonArray())
                .put("serviceLevelSeconds", serviceLevelSeconds));
    }

    private Answer say(Call call) {
        ConversationId id = readable(call);
        JsonObject body = call.body();
        Conversation now =
                done(desk.say(id, agent(call).agent(), body.getString("clientMessageId"), body.getString("text")));
        return new Answer(
                202,
                new JsonObject()
                        .put("seq", now.version())
                        .put("askedAgain", new JsonArray(cards.askedAgain(id, body.getString("text")))));
    }

    private Answer presence(Call call) {
        Staff staff = agent(call);
        String status = call.body().getString("status");
        if (!status.matches("online|away|offline")) {
            throw Problem.badRequest("unknown-presence", "Field 'status' takes online, away or offline.");
        }
        presence.state(staff.username(), status);
        return Answer.ok(new JsonObject().put("status", status));
    }

    private static Conversation done(Desk.Outcome outcome) {
        return switch (outcome) {
            case Desk.Outcome.Done done -> done.conversation();
            case Desk.Outcome.Refused refused -> throw new Problem(409, refused.code(), refused.sentence());
        };
    }

    /** The conversation of a call, if the caller may see it. */
    public ConversationId readable(Call call) {
        agent(call);
        ConversationId conversation = Gate.named(call);
        gate.admit(call.bearer(), conversation);
        return conversation;
    }

    private Staff anyone(Call call) {
        Staff staff = accounts.bearer(call.bearer()).orElseThrow(Problem::unauthorized);
        presence.seen(staff.username());
        return staff;
    }

    /** The caller, who must be allowed to help shoppers. */
    public Staff agent(Call call) {
        return require(call, Permission.HELP);
    }

    /** The caller, who must be allowed this. The one access function for staff operations. */
    public Staff require(Call call, Permission permission) {
        Staff staff = anyone(call);
        if (!staff.may(permission)) {
            throw Problem.forbidden(
                    "This takes the permission '" + permission.word() + "'. Ask an administrator for it.");
        }
        return staff;
    }

    /** A person as pages show them. */
    public static JsonObject shown(Staff staff) {
        JsonArray roles = new JsonArray();
        staff.roles().stream().sorted().forEach(role -> roles.add(role.name().toLowerCase(Locale.ROOT)));
        return new JsonObject()
                .put("id", staff.username())
                .put("name", staff.name())
                .put("roles", roles)
                .put(
                        "permissions",
                        new JsonArray(staff.permissions().stream()
                                .map(Permission::word)
                                .sorted()
                                .toList()))
                .put("skills", new JsonArray(staff.skills()));
    }
}
