package io.xiangyin.evaluator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** How conversations ended, for looking behind the figures. */
public final class OutcomeList implements SheetReader {
    private final Customers customers;
    private final Weighing weighing;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(ConversationOutcome outcome, double weight) {}

    /** Whether a conversation is wanted, and how far in front. */
    private interface Weighing {
        OptionalDouble of(JudgedConversation conversation);
    }

    /** Of those that began in the window. */
    public OutcomeList(ReportWindow window, ReportSettings settings) {
        this(window, settings, (JudgedConversation _) -> OptionalDouble.of(0));
    }

    /**
     * Of one group of them.
     *
     * @param key of the group, as the report names it
     */
    public OutcomeList(ReportWindow window, ReportSettings settings, GroupBy by, String key) {
        this(
                window,
                settings,
                one -> by.keys(one.facts(), settings.zone()).contains(key)
                        ? OptionalDouble.of(0)
                        : OptionalDouble.empty());
    }

    /** Of those that stand behind a figure, those with the longest waits first. */
    public OutcomeList(ReportWindow window, ReportSettings settings, Behind figure) {
        this(window, settings, one -> figure.weight(one, new Terms(window.generatedAt(), settings)));
    }

    private OutcomeList(ReportWindow window, ReportSettings settings, Weighing weighing) {
        this.customers = new Customers(window.from(), window.to(), settings);
        this.weighing = weighing;
    }

    @Override
    public void add(Collection<FactSheet> sheets) {
        customers.readSheets(sheets, this::take);
    }

    void addFacts(Collection<ConversationFacts> facts) {
        customers.readFacts(facts, this::take);
    }

    private synchronized void take(JudgedConversation conversation) {
        weighing.of(conversation)
                .ifPresent(weight -> entries.add(new Entry(ConversationOutcome.of(conversation), weight)));
    }

    /** Oldest first, where nothing else was asked for. */
    public synchronized List<ConversationOutcome> list() {
        return entries.stream()
                .sorted(Comparator.comparingDouble(Entry::weight)
                        .reversed()
                        .thenComparing(entry -> entry.outcome().startedAt())
                        .thenComparing(entry -> entry.outcome().conversationId()))
                .map(Entry::outcome)
                .toList();
    }
}
