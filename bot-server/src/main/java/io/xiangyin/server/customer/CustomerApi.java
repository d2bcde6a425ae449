package io.xiangyin.server.customer;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.staff.AuditTrail;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import io.xiangyin.server.storage.EventCodec;
import java.util.List;
import java.util.function.Function;

/** Customers over HTTP: profile for those who help, export and erasure for those who answer for the data. */
public final class CustomerApi {
    private final CustomerProfiles profiles;
    private final Function<String, List<ConversationId>> conversationsOf;
    private final EventStore store;
    private final EventCodec codec;
    private final CustomerErasure erasure;
    private final AuditTrail audit;
    private final StaffApi staff;

    /** @param conversationsOf a customer's conversations, the latest first */
    public CustomerApi(
            CustomerProfiles profiles,
            Function<String, List<ConversationId>> conversationsOf,
            EventStore store,
            EventCodec codec,
            CustomerErasure erasure,
            AuditTrail audit,
            StaffApi staff) {
        this.profiles = profiles;
        this.conversationsOf = conversationsOf;
        this.store = store;
        this.codec = codec;
        this.erasure = erasure;
        this.audit = audit;
        this.staff = staff;
    }

    public void register(Api api) {
        api.add(
                Operation.get(
                        "/customers/{customerId}",
                        "getCustomer",
                        STAFF,
                        "What is known of a customer: tier, tags, orders, preferences."),
                call -> Answer.ok(known(helper(call), call)));
        api.add(
                Operation.get(
                        "/customers/{customerId}/export",
                        "exportCustomer",
                        STAFF,
                        "Everything stored about a customer, for the customer; noted in the audit trail."),
                this::export);
        api.add(
                Operation.post(
                        "/customers/{customerId}/erasure",
                        "eraseCustomer",
                        STAFF,
                        "Erases everything personal about a customer for good; noted in the audit trail.",
                        200,
                        Field.text("reason", 500, "Who asked for it and when.")),
                this::erase);
    }

    private JsonObject known(Staff caller, Call call) {
        JsonObject profile = profiles.find(call.path("customerId"));
        if (profile == null) {
            throw Problem.notFound();
        }
        return profile.put("mayErase", caller.may(Permission.ERASE)).put("mayExport", caller.may(Permission.EXPORT));
    }

    private Answer export(Call call) {
        Staff caller = staff.require(call, Permission.EXPORT);
        String customer = call.path("customerId");
        JsonObject profile = known(caller, call);
        profile.remove("mayErase");
        profile.remove("mayExport");
        JsonArray talks = new JsonArray();
        conversationsOf.apply(customer).forEach(id -> {
            JsonArray events = new JsonArray();
            store.load(id, 0).forEach(recorded -> events.add(event(recorded)));
            talks.add(new JsonObject().put("conversationId", id.value()).put("events", events));
        });
        audit.note(caller.username(), "customer_exported", customer, talks.size() + " conversations");
        return Answer.ok(new JsonObject().put("customer", profile).put("conversations", talks));
    }

    private JsonObject event(RecordedEvent recorded) {
        return new JsonObject()
                .put("seq", recorded.seq())
                .put("at", recorded.at().toString())
                .put("type", EventCodec.type(recorded.event()))
                .put("data", new JsonObject(codec.encode(recorded.event())));
    }

    private Answer erase(Call call) {
        Staff caller = staff.require(call, Permission.ERASE);
        String customer = call.path("customerId");
        known(caller, call);
        CustomerErasure.Erased erased = erasure.erase(customer, call.body().getString("reason"));
        audit.note(
                caller.username(),
                "customer_erased",
                erased.pseudonym(),
                erased.conversations() + " conversations, " + erased.tickets() + " tickets");
        return Answer.ok(
                new JsonObject().put("conversations", erased.conversations()).put("tickets", erased.tickets()));
    }

    private Staff helper(Call call) {
        return staff.require(call, Permission.READ);
    }
}
