package io.xiangyin.core.desk;

import io.xiangyin.core.Agent;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Attachment;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.Conversation.Status;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentLeft;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffAssigned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationEvent.ModelSwitched;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reception;
import io.xiangyin.core.Reply;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.turn.Conversations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people do to a conversation. Each act looks at the conversation as it stands, and is stored only if it still
 * stands so; of two agents who accept at once, exactly one wins.
 */
public final class Desk {
    private static final int TRIES = 20;

    private final EventStore store;
    private final Conversations conversations;
    private final Phrases phrases;
    private final Reception reception;
    private final InstantSource clock;

    public Desk(
            EventStore store, Conversations conversations, Phrases phrases, Reception reception, InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.phrases = phrases;
        this.reception = reception;
        this.clock = clock;
    }

    /** The outcome of an act. */
    public sealed interface Outcome {
        /** It was done; {@code conversation} is as it stands now. */
        record Done(Conversation conversation) implements Outcome {}

        /** It may not be done as things stand; the code is machine-readable, the sentence says why and what to do. */
        record Refused(String code, String sentence) implements Outcome {}
    }

    /** Either the events of an act, or why it is refused. */
    private record Plan(List<ConversationEvent> events, Outcome.@Nullable Refused refused) {
        static Plan of(ConversationEvent... events) {
            return new Plan(List.of(events), null);
        }

        static Plan refuse(String code, String sentence) {
            return new Plan(List.of(), new Outcome.Refused(code, sentence));
        }
    }

    /** The shopper presses the human button; works in every state and does nothing twice. */
    public Outcome requestHuman(ConversationId id) {
        return act(id, conversation -> switch (conversation.status()) {
            case QUEUED, WITH_AGENT -> Plan.of();
            case BOT, CLOSED -> {
                Instant now = clock.instant();
                yield Plan.of(
                        new HandoffRequested(
                                HandoffReason.CUSTOMER_REQUEST, Handoff.Origin.BUTTON, Urgency.NORMAL, now),
                        new NoticeGiven(reception.telling(
                                Reply.notice(phrases.in(conversation).get("handoff.requested")), conversation)),
                        new HandoffQueued(Urgency.NORMAL));
            }
        });
    }

    /** The shopper sent a file, which is told once; the same again stores nothing. */
    public Outcome receive(ConversationId id, Attachment attachment) {
        return act(id, conversation -> {
            AttachmentReceived received = new AttachmentReceived(attachment);
            return switch (conversation.status()) {
                case WITH_AGENT -> Plan.of(received);
                case QUEUED -> Plan.of(received, noticeIn(conversation, "attachment.waiting"));
                case BOT, CLOSED -> Plan.of(received, noticeIn(conversation, "attachment.received"));
            };
        });
    }

    /** The shopper goes on with the bot instead of waiting. */
    public Outcome stopWaiting(ConversationId id) {
        return act(
                id,
                conversation -> conversation.status() == Status.QUEUED
                        ? Plan.of(new HandoffAbandoned("back_to_bot"), notice("handoff.abandoned"))
                        : Plan.refuse(
                                "not-waiting", "The conversation is not in the queue; there is nothing to leave."));
    }

    /** The router's look at a waiting conversation is noted, once for each time it joins the queue. */
    public Outcome triage(ConversationId id, Function<Conversation, HandoffTriaged> look) {
        return act(id, conversation -> {
            Handoff handoff = conversation.handoff();
            return conversation.status() == Status.QUEUED && handoff != null && !handoff.triaged()
                    ? Plan.of(look.apply(conversation))
                    : Plan.of();
        });
    }

    /** The router offers a waiting conversation to an agent; nothing is stored if it is offered to them already. */
    public Outcome offer(ConversationId id, Agent agent, String why) {
        return act(id, conversation -> {
            Handoff handoff = conversation.handoff();
            if (conversation.status() != Status.QUEUED || handoff == null) {
                return Plan.refuse("not-waiting", "The conversation is not in the queue; there is nothing to offer.");
            }
            return agent.equals(handoff.offered()) ? Plan.of() : Plan.of(new HandoffAssigned(agent, why));
        });
    }

    /** The agent who held the conversation is gone; it goes back to its place in the queue, and the shopper is told. */
    public Outcome requeue(ConversationId id, Agent agent, String reason) {
        return act(id, conversation -> {
            Handoff handoff = conversation.handoff();
            List<ConversationEvent> events = new ArrayList<>();
            if (handoff == null) { // the agent came without being asked for
                events.add(new HandoffRequested(
                        HandoffReason.CUSTOMER_REQUEST, Handoff.Origin.AGENT, Urgency.NORMAL, clock.instant()));
            }
            events.add(new AgentLeft(agent, reason));
            events.add(notice(reason.equals("silent") ? "agent.silent" : "agent.gone", "agent", agent.name()));
            events.add(new HandoffQueued(handoff == null ? Urgency.NORMAL : handoff.urgency()));
            return whileHeld(conversation, agent, new Plan(List.copyOf(events), null));
        });
    }

    /** A supervisor takes the conversation from the agent who holds it, or from the queue or the bot. */
    public Outcome takeOver(ConversationId id, Agent supervisor, @Nullable String note) {
        return act(id, conversation -> {
            Agent holder = conversation.agent();
            if (supervisor.equals(holder)) {
                return Plan.of();
            }
            AgentJoined joined = new AgentJoined(supervisor);
            NoticeGiven told = notice("agent.joined", "agent", supervisor.name());
            return holder == null
                    ? Plan.of(joined, told)
                    : Plan.of(new ConversationTransferred(holder, note, supervisor), joined, told);
        });
    }

    /** The agent takes a waiting conversation. */
    public Outcome accept(ConversationId id, Agent agent) {
        return act(id, conversation -> {
            if (conversation.status() == Status.WITH_AGENT && agent.equals(conversation.agent())) {
                return Plan.of();
            }
            return conversation.status() == Status.QUEUED
                    ? Plan.of(new AgentJoined(agent), notice("agent.joined", "agent", agent.name()))
                    : Plan.refuse(
                            "not-waiting",
                            "The conversation is not waiting for an agent; somebody else may have accepted it. Reload the queue.");
        });
    }

    /**
     * The agent writes to the shopper.
     *
     * @param clientMessageId the page's own id; the same again stores nothing
     */
    public Outcome say(ConversationId id, Agent agent, String clientMessageId, String text) {
        return say(id, agent, clientMessageId, Reply.text(text));
    }

    /** The same with more than words. */
    public Outcome say(ConversationId id, Agent agent, String clientMessageId, Reply reply) {
        return held(id, agent, Plan.of(new AgentSpoke(agent.id() + "/" + clientMessageId, agent, reply)));
    }

    /** The agent passes the conversation to whoever takes it next. */
    public Outcome transfer(ConversationId id, Agent agent, @Nullable String note) {
        return transfer(id, agent, note, null);
    }

    /**
     * The agent passes the conversation on; it keeps its urgency and its place.
     *
     * @param to the colleague who is asked to take it, and may decline; null for whoever comes
     */
    public Outcome transfer(ConversationId id, Agent agent, @Nullable String note, @Nullable Agent to) {
        return act(id, conversation -> {
            Handoff handoff = conversation.handoff();
            Urgency urgency = handoff == null ? Urgency.NORMAL : handoff.urgency();
            List<ConversationEvent> events = new ArrayList<>(List.of(
                    new ConversationTransferred(agent, note, to),
                    notice("agent.transferred"),
                    new HandoffQueued(urgency)));
            if (to != null) {
                events.add(new HandoffAssigned(to, "transfer:" + agent.id()));
            }
            return whileHeld(conversation, agent, new Plan(List.copyOf(events), null));
        });
    }

    /** The agent gives the conversation back to the bot. */
    public Outcome returnToBot(ConversationId id, Agent agent, @Nullable String note) {
        return held(id, agent, Plan.of(new ReturnedToBot(agent, note), notice("agent.returned")));
    }

    /** The agent closes the matter without a form. */
    public Outcome resolve(ConversationId id, Agent agent, @Nullable String note) {
        return resolve(id, agent, note, null, null);
    }

    /**
     * The agent closes the matter; the shopper is asked to rate.
     *
     * @param outcome how it ended; null if the form was left out
     * @param reasonCode what it was about; null if the form was left out
     */
    public Outcome resolve(
            ConversationId id,
            Agent agent,
            @Nullable String note,
            @Nullable String outcome,
            @Nullable String reasonCode) {
        return held(
                id,
                agent,
                Plan.of(
                        new ConversationResolved(agent, note, outcome, reasonCode),
                        notice("agent.resolved"),
                        new RatingAsked()));
    }

    /** The shopper rates; {@code resolved} is their own word. */
    public Outcome rate(ConversationId id, int score, boolean resolved, @Nullable String comment) {
        return act(id, _ -> Plan.of(new CustomerRated(score, resolved, comment), notice("rating.thanks")));
    }

    /** Switches large type and simple steps; nothing is stored if it is already so. */
    public Outcome switchElderMode(ConversationId id, boolean on, String by) {
        return act(
                id,
                conversation -> conversation.elderMode() == on ? Plan.of() : Plan.of(new ElderModeSwitched(on, by)));
    }

    /** Allows language models or forbids them; nothing is stored if it is already so. */
    public Outcome switchModel(ConversationId id, boolean on, String by) {
        return act(id, conversation -> conversation.modelOff() == on ? Plan.of(new ModelSwitched(on, by)) : Plan.of());
    }

    private Outcome held(ConversationId id, Agent agent, Plan plan) {
        return act(id, conversation -> whileHeld(conversation, agent, plan));
    }

    private static Plan whileHeld(Conversation conversation, Agent agent, Plan plan) {
        if (conversation.status() != Status.WITH_AGENT) {
            return Plan.refuse("not-with-agent", "No agent holds the conversation. Accept it first.");
        }
        return agent.equals(conversation.agent())
                ? plan
                : Plan.refuse("with-another-agent", "Another agent holds the conversation. Ask for a transfer.");
    }

    private Outcome act(ConversationId id, Function<Conversation, Plan> rule) {
        for (int i = 0; i < TRIES; i++) {
            Conversation conversation = conversations.load(id);
            if (conversation.started() == null) {
                return new Outcome.Refused("unknown-conversation", "There is no such conversation.");
            }
            Plan plan = rule.apply(conversation);
            if (plan.refused() != null) {
                return plan.refused();
            }
            if (plan.events().isEmpty()
                    || !(store.append(id, conversation.version(), plan.events()) instanceof AppendResult.Stale)) {
                return new Outcome.Done(conversations.load(id));
            }
        }
        throw new StorageException(
                "Conversation " + id + " changed " + TRIES + " times while an act was stored; retry");
    }

    private NoticeGiven noticeIn(Conversation conversation, String phrase) {
        return new NoticeGiven(Reply.notice(phrases.in(conversation).get(phrase)));
    }

    private NoticeGiven notice(String phrase, String... parts) {
        return new NoticeGiven(Reply.notice(phrases.get(phrase, parts)));
    }
}
