package io.xiangyin.server.foreign;

import io.xiangyin.core.Agent;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understander;
import io.xiangyin.core.Urgency;
import io.xiangyin.server.foreign.ForeignMapping.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a conversation of another service in our events. Only what the log tells becomes an event, with three
 * exceptions: what the shopper wrote is understood by our rules, so that reports know dialect and intent; replies count as
 * delivered when they were written; an agent who writes has joined.
 */
final class ForeignConversation {
    private final ConversationId id;
    private final ForeignMapping mapping;
    private final Understander understander;
    private final List<Told> told = new ArrayList<>();
    private Conversation now;
    private @Nullable Agent holder;

    /** An event with the line it came from. */
    record Told(int line, RecordedEvent event) {}

    ForeignConversation(ConversationId id, ForeignMapping mapping, Understander understander) {
        this.id = id;
        this.mapping = mapping;
        this.understander = understander;
        this.now = Conversation.empty(id);
    }

    List<Told> told() {
        return List.copyOf(told);
    }

    /** Adds what a row tells. */
    void add(ForeignCells row) {
        if (told.isEmpty()) {
            append(row, new ConversationStarted(mapping.channel(), customer(row), false));
        }
        switch (row.kind()) {
            case CUSTOMER -> {
                String message = id + "-" + row.line();
                append(row, new CustomerSpoke(message, message, row.get(Field.TEXT)));
                append(row, new MessageUnderstood(now.version(), understander.understand(now)));
            }
            case BOT -> reply(row, new BotReplied(Reply.text(row.get(Field.TEXT))));
            case AGENT -> {
                Agent agent = join(row);
                reply(row, new AgentSpoke(id + "-" + row.line(), agent, Reply.text(row.get(Field.TEXT))));
            }
            case HANDOFF ->
                append(
                        row,
                        new HandoffRequested(
                                HandoffReason.CUSTOMER_REQUEST, Handoff.Origin.WORDS, Urgency.NORMAL, row.at()));
            case QUEUED -> append(row, new HandoffQueued(Urgency.NORMAL));
            case JOINED -> join(row);
            case TRANSFERRED -> transfer(row, null);
            case ABANDONED -> append(row, new HandoffAbandoned("left"));
            case RETURNED -> {
                append(row, new ReturnedToBot(holder == null ? agent(row) : holder, null));
                holder = null;
            }
            case ASKED_TO_RATE -> append(row, new RatingAsked());
            case RATED -> append(row, new CustomerRated(row.score(), row.resolved(), row.find(Field.TEXT)));
            case CLOSED -> close(row);
            case IGNORE -> throw new IllegalStateException("ignored rows do not come here");
        }
    }

    /** Closing by itself says nothing of whether the matter was settled; an agent who closes says so. */
    private void close(ForeignCells row) {
        Agent by = row.find(Field.AGENT) == null ? holder : agent(row);
        if (by != null) {
            append(row, new ConversationResolved(by, null));
        }
        holder = null;
    }

    private Customer customer(ForeignCells row) {
        String customer = row.find(Field.CUSTOMER);
        return new Customer(
                customer == null ? "visitor-" + id : customer,
                row.find(Field.NAME),
                row.attributes(),
                customer != null);
    }

    private static Agent agent(ForeignCells row) {
        String name = row.get(Field.AGENT);
        return new Agent(name, name);
    }

    /** The agent of the row, who holds the conversation from now on. */
    private Agent join(ForeignCells row) {
        Agent agent = agent(row);
        if (!Objects.equals(agent, holder)) {
            if (holder != null) {
                transfer(row, agent);
            }
            append(row, new AgentJoined(agent));
            holder = agent;
        }
        return agent;
    }

    private void transfer(ForeignCells row, @Nullable Agent to) {
        append(row, new ConversationTransferred(holder == null ? agent(row) : holder, null, to));
        holder = null;
    }

    private void reply(ForeignCells row, ConversationEvent said) {
        append(row, said);
        append(row, new ReplyDelivered(now.version(), 1));
    }

    private void append(ForeignCells row, ConversationEvent event) {
        Instant at = row.at();
        RecordedEvent recorded = new RecordedEvent(id, now.version() + 1, at, event);
        now = now.then(List.of(recorded));
        told.add(new Told(row.line(), recorded));
    }
}
