package io.xiangyin.server.workbench;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ConversationId;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Actions of agents in the shop's systems, and what supervisors approve, over HTTP. */
public final class MoneyApi {
    private static final int MOST_ROWS = 100;

    private final DeskActions actions;
    private final ApprovalStore approvals;
    private final StaffApi staff;

    public MoneyApi(DeskActions actions, ApprovalStore approvals, StaffApi staff) {
        this.actions = actions;
        this.approvals = approvals;
        this.staff = staff;
    }

    public void register(Api api) {
        api.add(
                Operation.post(
                        "/conversations/{id}/actions",
                        "actForShopper",
                        STAFF,
                        "Does something in the shop's systems for the shopper, or asks for approval.",
                        200,
                        Field.text("clientActionId", 64, "Your own id of it; the same again does nothing twice."),
                        Field.text("action", 64, "An action of the bot's flows/actions.yaml."),
                        Field.text("orderNo", 64, "An order of the shopper."),
                        Field.text("reason", 500, "Why."),
                        Field.object("arguments", List.of(), "Further values by name, as texts.")
                                .optional()),
                this::act);
        api.add(
                Operation.get(
                                "/approvals",
                                "listApprovals",
                                STAFF,
                                "What waits for a supervisor; agents see their own.")
                        .with("state: waiting, approved or refused."),
                this::list);
        api.add(
                Operation.post(
                        "/approvals/{approvalId}/decision",
                        "decideApproval",
                        STAFF,
                        "A supervisor approves or refuses; what is approved is carried out at once.",
                        200,
                        Field.bool("approved", "Whether it may be done."),
                        Field.text("note", 500, "For the agent.").optional()),
                this::decide);
    }

    private Answer act(Call call) {
        ConversationId id = staff.readable(call);
        Staff agent = staff.agent(call);
        JsonObject body = call.body();
        Map<String, String> arguments = new HashMap<>();
        body.getJsonObject("arguments", new JsonObject()).forEach(entry -> {
            if (entry.getValue() instanceof String text && text.length() <= 500) {
                arguments.put(entry.getKey(), text);
            }
        });
        DeskActions.Wish wish = new DeskActions.Wish(
                body.getString("action"),
                body.getString("orderNo"),
                arguments,
                body.getString("reason"),
                body.getString("clientActionId"));
        return Answer.ok(
                switch (actions.act(id, agent.agent(), wish)) {
                    case DeskActions.Result.Acted acted -> shown(acted.outcome());
                    case DeskActions.Result.Waiting waiting ->
                        new JsonObject()
                                .put("status", "waiting_for_approval")
                                .put("approvalId", waiting.approval().id());
                });
    }

    private Answer list(Call call) {
        Staff caller = staff.agent(call);
        boolean all = caller.may(Permission.APPROVE);
        JsonArray rows = new JsonArray();
        approvals
                .list(all ? null : caller.username(), call.query("state"), MOST_ROWS)
                .forEach(approval -> rows.add(new JsonObject()
                        .put("id", approval.id())
                        .put("conversationId", approval.conversation().value())
                        .put("agent", approval.agent().name())
                        .put("mine", approval.agent().id().equals(caller.username()))
                        .put("action", approval.action())
                        .put("orderNo", approval.arguments().get("orderNo"))
                        .put("item", approval.arguments().get("item"))
                        .put("yuan", approval.yuan())
                        .put("reason", approval.reason())
                        .put("state", approval.state())
                        .put("askedAt", approval.askedAt().toString())
                        .put("decidedBy", approval.decidedBy())));
        return Answer.ok(new JsonObject().put("approvals", rows));
    }

    private Answer decide(Call call) {
        Staff supervisor = staff.require(call, Permission.APPROVE);
        ActionOutcome outcome = actions.decide(
                call.path("approvalId"),
                supervisor.agent(),
                call.body().getBoolean("approved"),
                call.body().getString("note"));
        return Answer.ok(outcome == null ? new JsonObject().put("status", "not_approved") : shown(outcome));
    }

    private static JsonObject shown(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Succeeded done ->
                new JsonObject().put("status", "done").put("result", new JsonObject(Map.copyOf(done.result())));
            case ActionOutcome.Refused refused ->
                new JsonObject()
                        .put("status", "refused")
                        .put("code", refused.code())
                        .put("detail", refused.message());
            case ActionOutcome.Failed _ -> new JsonObject().put("status", "failed");
        };
    }
}
