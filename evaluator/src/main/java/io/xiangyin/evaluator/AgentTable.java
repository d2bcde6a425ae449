package io.xiangyin.evaluator;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each agent's conversations went, beside what all agents together make of a like mix of matters. */
public final class AgentTable implements SheetReader {
    private final ReportSettings settings;
    private final Customers customers;
    /** First contacts of all agents and how many were settled, by subject; one with two agents counts for both, as it does below. */
    private final Map<String, Tally> bySubject = new TreeMap<>();

    private final Map<String, Work> byAgent = new TreeMap<>();

    /** What one agent did. */
    private record Work(
            Tally conversations, Map<String, Tally> bySubject, Tally satisfied, Tally transferred, Spans firstReplies) {
        Work() {
            this(new Tally(), new TreeMap<>(), new Tally(), new Tally(), new Spans());
        }
    }

    /** Over the conversations that began in the window. */
    public AgentTable(ReportWindow window, ReportSettings settings) {
        this.settings = settings;
        this.customers = new Customers(window.from(), window.to(), settings);
    }

    @Override
    public void add(Collection<FactSheet> sheets) {
        customers.readSheets(sheets, this::take);
    }

    private synchronized void take(JudgedConversation conversation) {
        if (conversation.facts().agents().isEmpty()) {
            return;
        }
        for (String agent : conversation.facts().agents()) {
            Work work = byAgent.computeIfAbsent(agent, _ -> new Work());
            work.conversations().count(true);
            count(conversation, work.bySubject());
            count(conversation, bySubject);
            QualityMetrics.CSAT.measure().add(work.satisfied(), conversation, settings);
            work.transferred().count(Counting.transfers(conversation) > 0);
            if (conversation.facts().agents().size() == 1) {
                conversation.eachWait(wait -> work.firstReplies().add(wait.acceptedToFirstReply()));
            }
        }
    }

    private static void count(JudgedConversation conversation, Map<String, Tally> bySubject) {
        conversation.eachDecidedFirstContact(issue -> bySubject
                .computeIfAbsent(issue.episode().subject(), _ -> new Tally())
                .count(issue.solvedByService()));
    }

    /** The agent with most conversations first. */
    public synchronized List<AgentFigures> list() {
        return byAgent.entrySet().stream()
                .map(entry -> figures(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(AgentFigures::conversations)
                        .reversed()
                        .thenComparing(AgentFigures::agent))
                .toList();
    }

    private AgentFigures figures(String agent, Work work) {
        Rate solved = Tally.sum(work.bySubject().values()).rate();
        Double share = solved.value();
        Double expected = share == null ? null : expected(work.bySubject()) / solved.denominator();
        return new AgentFigures(
                agent,
                (int) work.conversations().rate().numerator(),
                solved,
                expected,
                share == null || expected == null ? null : share - expected,
                work.satisfied().rate(),
                work.transferred().rate(),
                Distribution.inSeconds(work.firstReplies()));
    }

    /** How many of an agent's first contacts all agents together would have settled. */
    private double expected(Map<String, Tally> theirs) {
        return theirs.entrySet().stream()
                .mapToDouble(entry -> {
                    Rate all =
                            bySubject.getOrDefault(entry.getKey(), new Tally()).rate();
                    return (double) entry.getValue().rate().denominator() * all.numerator() / all.denominator();
                })
                .sum();
    }
}
