package io.xiangyin.evaluator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** How conversations ended, for looking behind the figures. */
public final class OutcomeList implements SheetReader {
    private final Customers customers;
    private final Predicate<JudgedConversation> wanted;
    private final List<ConversationOutcome> outcomes = new ArrayList<>();

    /** Of those that began in the window. */
    public OutcomeList(ReportWindow window, ReportSettings settings) {
        this(window, settings, _ -> true);
    }

    /**
     * Of one group of them.
     *
     * @param key of the group, as the report names it
     */
    public OutcomeList(ReportWindow window, ReportSettings settings, GroupBy by, String key) {
        this(window, settings, one -> by.keys(one.facts(), settings.zone()).contains(key));
    }

    private OutcomeList(ReportWindow window, ReportSettings settings, Predicate<JudgedConversation> wanted) {
        this.customers = new Customers(window.from(), window.to(), settings);
        this.wanted = wanted;
    }

    @Override
    public void add(Collection<FactSheet> sheets) {
        customers.readSheets(sheets, this::take);
    }

    void addFacts(Collection<ConversationFacts> facts) {
        customers.readFacts(facts, this::take);
    }

    private synchronized void take(JudgedConversation conversation) {
        if (wanted.test(conversation)) {
            outcomes.add(ConversationOutcome.of(conversation));
        }
    }

    /** Oldest first. */
    public synchronized List<ConversationOutcome> list() {
        return outcomes.stream()
                .sorted(Comparator.comparing(ConversationOutcome::startedAt)
                        .thenComparing(ConversationOutcome::conversationId))
                .toList();
    }
}
