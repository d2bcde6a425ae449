package io.xiangyin.evaluator;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Cuts conversations into slices by the hour or the day in which they began. What is kept is the slices. */
public final class Slicer implements SheetReader {
    private final Cut cut;
    private final ReportSettings settings;
    private final Set<GroupBy> groupings;
    private final Customers customers;
    private final Map<Instant, Slice> slices = new ConcurrentHashMap<>();
    private final Customers.Reader reader = new Customers.Reader() {
        @Override
        public void begun(ConversationFacts conversation, ConversationKind kind) {
            Slice slice = slice(conversation);
            synchronized (slice) {
                slice.begun(kind);
            }
        }

        @Override
        public void judged(JudgedConversation conversation) {
            Slice slice = slice(conversation.facts());
            synchronized (slice) {
                slice.add(conversation, settings);
            }
        }
    };

    /**
     * For the conversations that began in {@code [from, to)}.
     *
     * @param cut what into
     * @param groupings what the slices are to be split by as well
     */
    public Slicer(Instant from, Instant to, Cut cut, ReportSettings settings, Set<GroupBy> groupings) {
        this.cut = cut;
        this.settings = settings;
        this.groupings = groupings;
        this.customers = new Customers(from, to, settings);
    }

    @Override
    public void add(Collection<FactSheet> sheets) {
        customers.readSheets(sheets, reader);
    }

    void addFacts(Collection<ConversationFacts> facts) {
        customers.readFacts(facts, reader);
    }

    private Slice slice(ConversationFacts facts) {
        return slices.computeIfAbsent(cut.begin(facts.startedAt()), _ -> Slice.nothing(groupings));
    }

    /** By when the hour or day begins; quiet ones are not there. To be asked for when all customers are added. */
    public SortedMap<Instant, Slice> slices() {
        return new TreeMap<>(slices);
    }
}
