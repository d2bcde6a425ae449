package io.xiangyin.evaluator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes through conversations one customer after another: reads their sheets, judges them, hands them on and lets them go.
 * What is judged of a conversation depends on its customer's other conversations only, so nothing else need be in memory.
 */
final class Customers {
    private final Instant from;
    private final Instant to;
    private final ReportSettings settings;
    private final KnownTexts known = new KnownTexts();

    /** Is told of the conversations that began in the window. */
    interface Reader {
        /** Each of them, those left out too. */
        default void begun(ConversationFacts conversation, ConversationKind kind) {}

        /** Each of those that count. */
        void judged(JudgedConversation conversation);
    }

    /** Hands on the conversations that began in {@code [from, to)}. */
    Customers(Instant from, Instant to, ReportSettings settings) {
        this.from = from;
        this.to = to;
        this.settings = settings;
    }

    /**
     * Reads customers.
     *
     * @param sheets of all conversations of these customers that were touched less than a first-contact window before
     *     {@code from}, or later
     */
    void readSheets(Collection<FactSheet> sheets, Reader reader) {
        Map<String, List<FactSheet>> byCustomer = new HashMap<>();
        for (FactSheet sheet : sheets) {
            byCustomer
                    .computeIfAbsent(FactCodec.customer(sheet, known), _ -> new ArrayList<>(1))
                    .add(sheet);
        }
        for (List<FactSheet> theirs : byCustomer.values()) {
            read(theirs.stream().map(sheet -> FactCodec.read(sheet, known)).toList(), reader);
        }
    }

    /** Reads customers, of whom all facts are there. */
    void readFacts(Collection<ConversationFacts> facts, Reader reader) {
        Contacts.byCustomer(facts).values().forEach(theirs -> read(theirs, reader));
    }

    private void read(List<ConversationFacts> theirs, Reader reader) {
        List<ConversationFacts> counted = new ArrayList<>(theirs.size());
        for (ConversationFacts facts : theirs) {
            ConversationKind kind = facts.kind(settings);
            if (kind == ConversationKind.COUNTED) {
                counted.add(facts);
            }
            if (isAsked(facts)) {
                reader.begun(facts, kind);
            }
        }
        Contacts.judgeCustomer(counted, this::isAsked, settings.window()).forEach(reader::judged);
    }

    private boolean isAsked(ConversationFacts facts) {
        return !facts.startedAt().isBefore(from) && facts.startedAt().isBefore(to);
    }
}
