package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ConversationFacts.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cuts conversations into slices by the hour in which they began. What is judged of a conversation depends on its customer's
 * other conversations only, so one customer after another is read, judged, added and let go: what is kept is the slices.
 * For one thread; what several slicers made of different customers is summed.
 */
public final class Slicer {
    private final Instant from;
    private final Instant to;
    private final ReportSettings settings;
    private final Set<GroupBy> groupings;
    private final KnownTexts known = new KnownTexts();
    private final Map<Instant, Slice> slices = new HashMap<>();

    /**
     * For the conversations that began in {@code [from, to)}.
     *
     * @param groupings what the slices are to be split by as well
     */
    public Slicer(Instant from, Instant to, ReportSettings settings, Set<GroupBy> groupings) {
        this.from = from;
        this.to = to;
        this.settings = settings;
        this.groupings = groupings;
    }

    /**
     * Adds customers.
     *
     * @param sheets of all conversations of these customers that were touched less than a first-contact window before
     *     {@code from}, or later
     */
    public Slicer add(Collection<FactSheet> sheets) {
        Map<String, List<FactSheet>> byCustomer = new HashMap<>();
        for (FactSheet sheet : sheets) {
            byCustomer
                    .computeIfAbsent(FactCodec.customer(sheet, known), _ -> new ArrayList<>(1))
                    .add(sheet);
        }
        byCustomer
                .values()
                .forEach(theirs -> addCustomer(theirs.stream()
                        .map(sheet -> FactCodec.read(sheet, known))
                        .toList()));
        return this;
    }

    /** Adds customers, of whom all facts are there. */
    Slicer addFacts(Collection<ConversationFacts> facts) {
        Contacts.byCustomer(facts).values().forEach(this::addCustomer);
        return this;
    }

    private void addCustomer(List<ConversationFacts> theirs) {
        List<ConversationFacts> counted = new ArrayList<>(theirs.size());
        for (ConversationFacts facts : theirs) {
            Kind kind = facts.kind(settings);
            if (kind == Kind.COUNTED) {
                counted.add(facts);
            }
            if (isAsked(facts)) {
                slice(facts).begun(kind);
            }
        }
        for (JudgedConversation judged : Contacts.judgeCustomer(counted, this::isAsked, settings.window())) {
            slice(judged.facts()).add(judged, settings);
        }
    }

    private boolean isAsked(ConversationFacts facts) {
        return !facts.startedAt().isBefore(from) && facts.startedAt().isBefore(to);
    }

    private Slice slice(ConversationFacts facts) {
        return slices.computeIfAbsent(Slices.hour(facts.startedAt()), _ -> Slice.nothing(groupings));
    }

    /** By hour; quiet hours are not there. */
    public SortedMap<Instant, Slice> slices() {
        return new TreeMap<>(slices);
    }
}
