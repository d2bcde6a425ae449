package io.xiangyin.server.workbench;

import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Agent;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentActed;
import io.xiangyin.core.ConversationEvent.ApprovalDecided;
import io.xiangyin.core.ConversationEvent.ApprovalRequested;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.dialog.flow.ActionDefinition;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What agents do in the shop's systems for the shopper they talk to. Up to a limit of money they decide alone; above it a
 * supervisor, who must be somebody else. Who asked, who approved and what came of it is in the conversation's events.
 */
public final class DeskActions {
    private static final String GRANTED = "amount";

    private final EventStore store;
    private final Conversations conversations;
    private final Map<String, ActionDefinition> actions;
    private final ActionRunner runner;
    private final ApprovalStore approvals;
    private final BigDecimal limit;
    private final Phrases phrases;
    private final InstantSource clock;

    /** @param limit most yuan an agent moves alone */
    public DeskActions(
            EventStore store,
            Conversations conversations,
            Map<String, ActionDefinition> actions,
            ActionRunner runner,
            ApprovalStore approvals,
            BigDecimal limit,
            Phrases phrases,
            InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.actions = Map.copyOf(actions);
        this.runner = runner;
        this.approvals = approvals;
        this.limit = limit;
        this.phrases = phrases;
        this.clock = clock;
    }

    /** What came of a wish: it was carried out with an outcome, or waits for approval. */
    sealed interface Result {
        record Acted(ActionOutcome outcome) implements Result {}

        record Waiting(Approval approval) implements Result {}
    }

    /** What an agent wants done; {@code key} is the page's own id, so that the same again does nothing twice. */
    record Wish(String action, String orderNo, Map<String, String> arguments, String reason, String key) {}

    /**
     * Does what an agent wants, or asks for approval.
     *
     * @throws Problem 409 if the agent does not hold the conversation, 400 for an action or order that is not to be had
     */
    Result act(ConversationId id, Agent agent, Wish wish) {
        Conversation conversation = conversations.load(id);
        if (!agent.equals(conversation.agent())) {
            throw new Problem(409, "with-another-agent", "Only the agent who holds the conversation may do this.");
        }
        ActionDefinition action = action(wish.action());
        Map<String, String> arguments = arguments(conversation, wish, action);
        BigDecimal yuan = yuan(action, arguments);
        String key = "desk:" + id + ":" + wish.key();
        if (yuan.add(movedAlone(conversation, wish.orderNo(), key)).compareTo(limit) <= 0) {
            return new Result.Acted(carryOut(conversation, agent, call(action, arguments, key), null));
        }
        Approval approval = new Approval(
                key,
                id,
                agent,
                action.name(),
                arguments,
                yuan.toPlainString(),
                wish.reason(),
                "waiting",
                clock.instant(),
                null,
                null);
        Optional<Approval> asked = approvals.find(key);
        if (asked.isPresent()) {
            return new Result.Waiting(asked.get());
        }
        approvals.ask(approval);
        append(id, new ApprovalRequested(key, agent, call(action, arguments, key), approval.yuan(), wish.reason()));
        return new Result.Waiting(approval);
    }

    /**
     * A supervisor decides; what is approved is carried out at once.
     *
     * @return what came of it; null if it was refused
     * @throws Problem 403 for one's own wish, 409 if it was decided already
     */
    @Nullable ActionOutcome decide(String approvalId, Agent supervisor, boolean approved, @Nullable String note) {
        Approval approval = approvals.find(approvalId).orElseThrow(Problem::notFound);
        if (approval.agent().id().equals(supervisor.id())) {
            throw Problem.forbidden("Nobody approves what they asked for themselves. Ask another supervisor.");
        }
        if (!approvals.decide(approvalId, approved ? "approved" : "refused", supervisor.id(), clock.instant())) {
            throw new Problem(409, "decided-already", "Somebody decided on this already. Load the list again.");
        }
        append(approval.conversation(), new ApprovalDecided(approvalId, supervisor, approved, note));
        if (!approved) {
            return null;
        }
        Map<String, String> arguments = new HashMap<>(approval.arguments());
        arguments.put("approvedBy", supervisor.name());
        ActionCall call = call(action(approval.action()), arguments, approvalId);
        return carryOut(conversations.load(approval.conversation()), approval.agent(), call, supervisor);
    }

    /** Yuan that agents moved for the order without approval so far: a large sum in small parts is a large sum. */
    private BigDecimal movedAlone(Conversation conversation, String orderNo, String key) {
        return store.load(conversation.id(), 0).stream()
                .map(recorded -> recorded.event())
                .filter(AgentActed.class::isInstance)
                .map(AgentActed.class::cast)
                .filter(acted -> acted.approvedBy() == null
                        && acted.outcome() instanceof ActionOutcome.Succeeded
                        && orderNo.equals(acted.call().arguments().get("orderNo"))
                        && !acted.call().idempotencyKey().equals(key))
                .map(acted -> yuan(action(acted.call().action()), acted.call().arguments()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private ActionOutcome carryOut(
            Conversation conversation, Agent agent, ActionCall call, @Nullable Agent approvedBy) {
        Optional<ActionOutcome> before = store.load(conversation.id(), 0).stream()
                .map(recorded -> recorded.event())
                .filter(AgentActed.class::isInstance)
                .map(AgentActed.class::cast)
                .filter(acted -> acted.call().idempotencyKey().equals(call.idempotencyKey()))
                .map(AgentActed::outcome)
                .findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        ActionOutcome outcome = runner.run(conversation.customer(), call);
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new AgentActed(agent, call, outcome, approvedBy));
        String phrase = "desk.done." + call.action();
        if (outcome instanceof ActionOutcome.Succeeded && phrases.byKey().containsKey(phrase)) {
            String[] parts = call.arguments().entrySet().stream()
                    .flatMap(part -> List.of(part.getKey(), part.getValue()).stream())
                    .toArray(String[]::new);
            events.add(new NoticeGiven(Reply.notice(phrases.get(phrase, parts))));
        }
        store.append(conversation.id(), EventStore.ANY_VERSION, events);
        return outcome;
    }

    private void append(ConversationId id, ConversationEvent event) {
        store.append(id, EventStore.ANY_VERSION, List.of(event));
    }

    private ActionDefinition action(String name) {
        ActionDefinition action = actions.get(name);
        if (action == null || !action.mutates()) {
            throw Problem.badRequest("unknown-action", "There is no action '" + name + "' that changes anything.");
        }
        return action;
    }

    /** The agent's values, with those that are not theirs to say taken from the order itself. */
    private Map<String, String> arguments(Conversation conversation, Wish wish, ActionDefinition action) {
        Map<?, ?> order = order(conversation, wish.orderNo());
        Map<String, String> arguments = new HashMap<>(wish.arguments());
        arguments.putIfAbsent("reason", wish.reason());
        arguments.put("orderNo", wish.orderNo());
        arguments.put("item", String.valueOf(order.get("item")));
        arguments.put(
                "confirmedBy",
                Optional.ofNullable(conversation.agent()).map(Agent::name).orElse(""));
        arguments.remove("approvedBy");
        arguments.put("difference", String.valueOf(order.get("priceDrop")));
        boolean granted = action.body().values().stream().anyMatch(template -> template.contains("{" + GRANTED + "}"));
        if (!granted) {
            arguments.put(GRANTED, String.valueOf(order.get(GRANTED)));
        } else if (!arguments.getOrDefault(GRANTED, "").matches("(?!0+(\\.0+)?$)\\d{1,6}(\\.\\d{1,2})?")) {
            throw Problem.badRequest("wrong-amount", "An amount is yuan above 0 with at most two decimals, as text.");
        }
        return arguments;
    }

    private Map<?, ?> order(Conversation conversation, String orderNo) {
        ActionCall call = new ActionCall("list_orders", Map.of(), "", false, "orders");
        return switch (runner.run(conversation.customer(), call)) {
            case ActionOutcome.Succeeded found
            when found.result().get("orders") instanceof List<?> orders ->
                orders.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(Map.class::cast)
                        .filter(order -> orderNo.equals(order.get("orderNo")))
                        .findFirst()
                        .orElseThrow(() -> Problem.badRequest(
                                "unknown-order", "The shopper of this conversation has no such order."));
            default ->
                throw new Problem(
                        502, "shop-unreachable", "The shop's system does not tell the orders. Try again in a moment.");
        };
    }

    private static BigDecimal yuan(ActionDefinition action, Map<String, String> arguments) {
        String amount = action.money();
        if (amount == null) {
            return BigDecimal.ZERO;
        }
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            amount = amount.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        if (!amount.matches("\\d{1,12}(\\.\\d+)?")) {
            throw Problem.badRequest("wrong-amount", "The money this moves is not known; it was not done.");
        }
        return new BigDecimal(amount);
    }

    private static ActionCall call(ActionDefinition action, Map<String, String> arguments, String key) {
        return new ActionCall(action.name(), arguments, key, true, "desk");
    }
}
