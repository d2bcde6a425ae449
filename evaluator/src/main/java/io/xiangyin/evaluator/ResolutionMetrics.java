package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.BotResolution;
import io.xiangyin.evaluator.ServiceReport.FirstContactResolution;
import java.util.List;

/** Whether matters were settled, by whom, and whether they stayed so. */
final class ResolutionMetrics {
    private static final String SHARE = "share, 0 to 1";

    private ResolutionMetrics() {}

    /** Says that no human was needed, not that the shopper was helped; read it beside botResolutionRate. */
    static final Metric<Tally, Rate> CONTAINMENT = Metric.share(
            "metrics.containmentRate",
            "Conversations that went by without a handoff, of those with a request. A request is a message beyond"
                    + " greetings or a press of the human button; what has neither is excluded already.",
            "conversations with no HandoffRequested and no AgentJoined ÷ counted conversations",
            SHARE,
            "CustomerSpoke, HandoffRequested, AgentJoined",
            (tally, conversation) -> tally.count(!conversation.handedOff()));

    /** The other side of containment, told of each group. */
    static final Metric<Tally, Rate> HANDOFF = Metric.share(
            "groups[].handoffRate",
            "Conversations that went to a human, of those with a request.",
            "conversations with HandoffRequested or AgentJoined ÷ counted conversations",
            SHARE,
            "CustomerSpoke, HandoffRequested, AgentJoined",
            (tally, conversation) -> tally.count(conversation.handedOff()));

    /** A reply that only asks back, refuses or greets is no answer; otherwise giving up would count as resolved. */
    static final Metric<Settled, BotResolution> BOT_RESOLUTION = new Metric<>(
            new MetricCatalogue.Entry(
                    "metrics.botResolutionRate",
                    "Episodes the bot settled alone. Confirmed: the shopper's last rating says resolved, or they told the bot"
                            + " so. Assumed: the bot answered from knowledge or completed a flow, nothing the shopper wrote is"
                            + " left unanswered, they did not rate it unresolved, and no new contact on the same issue came"
                            + " inside the window. Never added up silently: both parts are given.",
                    "(confirmed + assumed episodes with a BotReplied and no handoff) ÷ episodes with a customer message",
                    SHARE,
                    "BotReplied, KnowledgeConsulted, FlowEnded, CustomerRated, ConversationResolved, HandoffRequested"),
            Settled::new,
            Settled::add,
            Settled::sum,
            (settled, _) -> settled.resolution());

    /** Each order an episode names is an issue of its own, so one visit can hold several. */
    static final Metric<FirstContacts, FirstContactResolution> FIRST_CONTACT_RESOLUTION = new Metric<>(
            new MetricCatalogue.Entry(
                    "metrics.firstContactResolutionRate",
                    "Issues settled at the first contact. An issue is customer + order number (slot or action argument order"
                            + " or orderNo), else customer + first flow, else first intent, else the first article that answered, else 'general'. A first contact has"
                            + " none on the same key that ended less than the window before it, and reopens nothing. It is"
                            + " solved if the shopper"
                            + " confirmed it, an agent resolved it, or the bot answered or completed a flow after the last"
                            + " request for a human; and it fails on a new contact on the key inside the window, a reopening,"
                            + " a transfer between agents, a rating 'not resolved', a handoff for a complaint, an abandoned"
                            + " wait, or a last message without an answer. Bot: fails on every handoff as well. Left out while"
                            + " a shopper waits or an agent is at it (counts.open). Provisional: the window is still running,"
                            + " counted as it stands.",
                    "solved first contacts ÷ decided first contacts; the same denominator for service and bot",
                    SHARE + "; windowDays in days of 24 hours; provisional in issues",
                    "CustomerSpoke, SlotFilled, ActionStarted, ActionEnded, FlowStarted, FlowEnded, MessageUnderstood,"
                            + " KnowledgeConsulted, ConversationResolved, ConversationTransferred, CustomerRated,"
                            + " HandoffRequested, HandoffAbandoned, AgentJoined"),
            FirstContacts::new,
            FirstContacts::add,
            FirstContacts::sum,
            FirstContacts::resolution);

    /** Thanks after the end are no reopening, nor is another order. */
    static final Metric<Tally, Rate> REOPEN = Metric.share(
            "metrics.reopenRate",
            "Resolved episodes after which the same conversation went on inside the window, beyond greetings, unless"
                    + " both sides name orders and share none.",
            "reopened episodes ÷ episodes with ConversationResolved",
            SHARE,
            "ConversationResolved, CustomerSpoke, HandoffRequested, MessageUnderstood",
            ResolutionMetrics::reopened);

    static final Metric<Tally, Rate> REPEAT_CONTACT = Metric.share(
            "metrics.repeatContactRate",
            "Issues that brought the customer back on the same key inside the window, in any conversation.",
            "decided first contacts with a new contact inside the window ÷ decided first contacts",
            SHARE,
            "as firstContactResolutionRate",
            (tally, one) -> one.eachDecidedFirstContact(issue -> tally.count(issue.recontacted())));

    static final List<Metric<?, ?>> ALL =
            List.of(CONTAINMENT, BOT_RESOLUTION, FIRST_CONTACT_RESOLUTION, REOPEN, REPEAT_CONTACT);

    private static void reopened(Tally tally, JudgedConversation conversation) {
        for (Contact contact : conversation.contacts()) {
            if (contact.episode().resolution().isPresent()) {
                tally.count(contact.reopened());
            }
        }
    }

    /** How the bot settled episodes with a customer message: those confirmed and those assumed ÷ all of them. */
    record Settled(Tally confirmed, Tally assumed) {
        Settled() {
            this(new Tally(), new Tally());
        }

        static void add(Settled part, JudgedConversation conversation, ReportSettings settings) {
            for (Contact contact : conversation.contacts()) {
                if (contact.episode().customerMessages() > 0) {
                    part.confirmed.count(contact.confirmedByBot());
                    part.assumed.count(contact.assumedByBot());
                }
            }
        }

        static Settled sum(List<Settled> parts) {
            return new Settled(
                    Tally.sum(parts.stream().map(Settled::confirmed).toList()),
                    Tally.sum(parts.stream().map(Settled::assumed).toList()));
        }

        BotResolution resolution() {
            long onTheirWord = confirmed.rate().numerator();
            long bySilence = assumed.rate().numerator();
            Rate rate = Rate.of(onTheirWord + bySilence, confirmed.rate().denominator());
            return new BotResolution(rate.value(), rate.numerator(), rate.denominator(), onTheirWord, bySilence);
        }
    }

    /**
     * Decided first contacts.
     *
     * @param ends when they ended, epoch milliseconds; from there their window runs
     */
    record FirstContacts(Tally service, Tally bot, Spans ends) {
        FirstContacts() {
            this(new Tally(), new Tally(), new Spans());
        }

        static void add(FirstContacts part, JudgedConversation conversation, ReportSettings settings) {
            conversation.eachDecidedFirstContact(issue -> {
                part.service.count(issue.solvedByService());
                part.bot.count(issue.solvedByBot());
                part.ends.add(issue.episode().end().toEpochMilli());
            });
        }

        static FirstContacts sum(List<FirstContacts> parts) {
            return new FirstContacts(
                    Tally.sum(parts.stream().map(FirstContacts::service).toList()),
                    Tally.sum(parts.stream().map(FirstContacts::bot).toList()),
                    Spans.sum(parts.stream().map(FirstContacts::ends).toList()));
        }

        FirstContactResolution resolution(Terms terms) {
            long running = terms.now().minus(terms.settings().window()).toEpochMilli();
            return new FirstContactResolution(
                    service.rate(), bot.rate(), terms.settings().windowDays(), ends.count() - ends.countUpTo(running));
        }
    }
}
