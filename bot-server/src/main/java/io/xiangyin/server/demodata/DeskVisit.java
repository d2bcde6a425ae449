package io.xiangyin.server.demodata;

import io.xiangyin.core.Agent;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Urgency;
import io.xiangyin.server.demodata.Rota.Place;
import io.xiangyin.server.demodata.Traffic.Clerk;
import io.xiangyin.server.demodata.Visit.Outcome;
import io.xiangyin.server.demodata.Visit.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes after somebody asked for a human: the wait, the agent, perhaps another one, and a complaint's ticket. */
final class DeskVisit {
    private static final Duration PATIENCE = Duration.ofMinutes(7);

    private final Traffic traffic;
    private final Dice dice;
    private final Script script;
    private final Plan plan;
    private final Rota rota;
    private @Nullable String complaint;
    private boolean resolved;

    DeskVisit(Traffic traffic, Dice dice, Script script, Plan plan, Rota rota) {
        this.traffic = traffic;
        this.dice = dice;
        this.script = script;
        this.plan = plan;
        this.rota = rota;
    }

    Outcome handOff(HandoffReason reason) {
        Instant asked = script.now();
        boolean inWords = reason == HandoffReason.CUSTOMER_REQUEST;
        Urgency urgency = urgency(reason);
        if (inWords) {
            String words = line("shopper.human");
            script.customer(words);
            script.after(dice.about(Duration.ofMillis(70), 0.4));
            script.understood(
                    words, words, "cmn", "human_agent", dice.percent(20), new Command.AskHuman(reason, urgency));
        }
        script.add(new HandoffRequested(reason, inWords ? Handoff.Origin.WORDS : Handoff.Origin.BOT, urgency, asked));
        int ahead = rota.ahead(script.now());
        script.notice(line("notices.queued").replace("%n", Integer.toString(ahead)), Duration.ofMillis(40));
        script.after(dice.about(Duration.ofMillis(60), 0.3));
        Clerk first = waitFor(urgency, ahead, null);
        if (first == null) {
            return Outcome.UNSOLVED;
        }
        Clerk last = dice.percent(6 + 6 * plan.strain()) ? transferred(first, urgency) : first;
        return last == null ? Outcome.UNSOLVED : talk(last, reason == HandoffReason.COMPLAINT);
    }

    private Urgency urgency(HandoffReason reason) {
        if (reason == HandoffReason.COMPLAINT) {
            return Urgency.COMPLAINT;
        }
        boolean value =
                plan.shopper().customer().attributes().getOrDefault("tier", "").equals("adviser");
        return plan.shopper().old() ? Urgency.CARE : value ? Urgency.VALUE : Urgency.NORMAL;
    }

    /** The agent who comes, or null if the shopper leaves before. Urgent ones are patient, for they must be. */
    private @Nullable Clerk waitFor(Urgency urgency, int ahead, @Nullable Clerk not) {
        Instant queued = script.now();
        String dialect = plan.shopper().dialect().code();
        Place place = rota.next(queued, dialect.equals("cmn") ? null : dialect, not);
        Duration wait = Duration.between(queued, place.free()).plus(dice.about(Duration.ofSeconds(7), 0.6));
        int told = (int) Math.max(10, wait.toSeconds() * dice.between(0.6, 1.5));
        script.add(new HandoffQueued(urgency));
        script.add(
                new HandoffTriaged(urgency, dialect.equals("yue") ? List.of("yue") : List.of(), null, ahead + 1, told));
        Duration patience = dice.patience(urgency == Urgency.NORMAL ? PATIENCE : PATIENCE.multipliedBy(2));
        if (patience.compareTo(wait) < 0) {
            script.after(patience);
            script.add(new HandoffAbandoned("customer"));
            return null;
        }
        script.after(wait);
        Clerk clerk = place.clerk();
        Duration handling = dice.about(Duration.ofSeconds(Math.round(400 * 100.0 / clerk.pace())), 0.55);
        rota.take(place, script.now().plus(handling));
        script.add(new AgentJoined(clerk.agent()));
        script.notice(line("notices.joined").replace("%name", clerk.agent().name()), Duration.ofMillis(40));
        script.after(dice.about(Duration.ofSeconds(Math.round(11 * 100.0 / clerk.pace())), 0.6));
        return clerk;
    }

    private @Nullable Clerk transferred(Clerk from, Urgency urgency) {
        say(from, "agents.hello");
        script.after(dice.about(Duration.ofSeconds(70), 0.5));
        script.add(new ConversationTransferred(from.agent(), null));
        script.notice(line("notices.transferred"), Duration.ofMillis(40));
        return waitFor(urgency, rota.ahead(script.now()), from);
    }

    private Outcome talk(Clerk clerk, boolean isComplaint) {
        say(clerk, "agents.hello");
        if (dice.percent(7)) {
            script.after(dice.about(Duration.ofSeconds(15), 0.5));
            say(clerk, "agents.again");
        }
        int rounds = 1 + dice.below(3);
        for (int round = 0; round < rounds; round++) {
            script.after(dice.about(Duration.ofSeconds(22), 0.6));
            script.customer(line("shopper.more"));
            script.after(dice.about(Duration.ofSeconds(Math.round(34 * 100.0 / clerk.pace())), 0.5));
            say(clerk, "agents.work");
        }
        boolean content = dice.percent(Math.min(97, 0.9 * clerk.skill() - 16 * plan.strain() - 8 * plan.again()));
        if (isComplaint) {
            openTicket();
        }
        resolved = true;
        if (content || dice.percent(60)) {
            script.after(dice.about(Duration.ofSeconds(16), 0.5));
            say(clerk, "agents.done");
            script.add(new ConversationResolved(
                    clerk.agent(),
                    null,
                    content ? "solved" : "follow_up",
                    plan.topic().intent()));
            script.add(new RatingAsked());
            Visit.rated(dice, script, traffic, content, plan.strain());
        } else {
            script.add(new ConversationResolved(
                    clerk.agent(), null, "follow_up", plan.topic().intent()));
        }
        return content ? Outcome.SOLVED : Outcome.UNSOLVED;
    }

    /** Whether an agent closed it. */
    boolean resolved() {
        return resolved;
    }

    private void openTicket() {
        complaint = "ticket-" + script.id().value();
        told(complaint, "open", "notices.opened");
    }

    /** A complaint is solved in a few days; most customers then say that it is. */
    void ticketLater() {
        String ticket = complaint;
        if (ticket == null) {
            return;
        }
        script.after(dice.about(Duration.ofHours(Math.round(34 * (1 + plan.strain()))), 0.5));
        told(ticket, "solved", "notices.solved");
        if (dice.percent(82)) {
            script.after(dice.about(Duration.ofHours(9), 0.8));
            told(ticket, "closed", "notices.closed");
        }
    }

    private void told(String ticket, String state, String line) {
        script.delivered(
                script.add(new TicketTold(ticket, "complaint", state, Reply.notice(line(line)))),
                Duration.ofMillis(50));
    }

    private void say(Clerk clerk, String key) {
        Agent agent = clerk.agent();
        script.agent(agent, line(key).replace("%name", agent.name()));
    }

    private String line(String key) {
        return traffic.line(key, dice);
    }
}
