package io.xiangyin.evaluator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How conversations ended, for looking behind the figures. */
public final class OutcomeList implements SheetReader {
    private final ReportSettings settings;
    private final Terms terms;
    private final Customers customers;
    private final Wanted wanted;
    private final List<Entry> entries = new ArrayList<>();
    private final Customers.Reader reader = new Customers.Reader() {
        @Override
        public void begun(ConversationFacts conversation, ConversationKind kind) {
            if (kind != ConversationKind.COUNTED) {
                takeLeftOut(conversation, kind);
            }
        }

        @Override
        public void judged(JudgedConversation conversation) {
            take(conversation);
        }
    };

    private record Entry(ConversationOutcome outcome, double weight) {}

    /**
     * Which conversations are to be listed: those of a group that stand behind a figure; all, where neither is named.
     *
     * @param kind those that count; or some that are left out, who stand behind no other figure
     */
    public record Wanted(Optional<Group> group, Optional<Behind> figure, ConversationKind kind) {
        public static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty());

        /** Of those that count. */
        public Wanted(Optional<Group> group, Optional<Behind> figure) {
            this(group, figure, ConversationKind.COUNTED);
        }
    }

    /**
     * A group of a report.
     *
     * @param key as the report names it
     */
    public record Group(GroupBy by, String key) {}

    /** Of those that began in the window, those with the longest waits first where the figure is a wait. */
    public OutcomeList(ReportWindow window, ReportSettings settings, Wanted wanted) {
        this.settings = settings;
        this.terms = new Terms(window.generatedAt(), settings);
        this.customers = new Customers(window.from(), window.to(), settings);
        this.wanted = wanted;
    }

    @Override
    public void add(Collection<FactSheet> sheets) {
        customers.readSheets(sheets, reader);
    }

    void addFacts(Collection<ConversationFacts> facts) {
        customers.readFacts(facts, reader);
    }

    private synchronized void take(JudgedConversation conversation) {
        if (wanted.kind() != ConversationKind.COUNTED || !isOfGroup(conversation.facts())) {
            return;
        }
        OptionalDouble weight = wanted.figure()
                .map(figure -> figure.weight(conversation, terms))
                .orElse(OptionalDouble.of(0));
        weight.ifPresent(heavy -> entries.add(new Entry(ConversationOutcome.of(conversation), heavy)));
    }

    private synchronized void takeLeftOut(ConversationFacts conversation, ConversationKind kind) {
        if (wanted.kind() == kind && isOfGroup(conversation)) {
            entries.add(new Entry(ConversationOutcome.leftOut(conversation, kind), 0));
        }
    }

    private boolean isOfGroup(ConversationFacts conversation) {
        return wanted.group()
                .map(group -> group.by().keys(conversation, settings.zone()).contains(group.key()))
                .orElse(true);
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
