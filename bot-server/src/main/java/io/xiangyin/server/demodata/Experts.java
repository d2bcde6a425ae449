package io.xiangyin.server.demodata;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationReviewed;
import io.xiangyin.core.ConversationEvent.ReviewRuled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two experts who score conversations of the sample, mostly alike, and settle most of what they differ on. */
public final class Experts {
    private static final Agent FIRST = new Agent("laowang", "老王");
    private static final Agent SECOND = new Agent("chenjie", "陈洁");
    private static final double ALIKE = 82;
    private static final double RULED = 70;

    private final EventStore store;
    private final List<String> items;
    private final Dice dice;

    /** @param items what is scored */
    public Experts(EventStore store, List<String> items, long seed) {
        this.store = store;
        this.items = items;
        this.dice = new Dice(seed);
    }

    /** Scores a conversation that is over. */
    public void score(ConversationId id) {
        Map<String, Integer> one = new HashMap<>();
        Map<String, Integer> other = new HashMap<>();
        List<ConversationEvent> rulings = new ArrayList<>();
        int level = 3 + dice.below(3);
        for (String item : items) {
            int score = Math.clamp(level - dice.below(2), 1, 5);
            int second = dice.percent(ALIKE) ? score : Math.clamp(score + (dice.percent(50) ? 1 : -1), 1, 5);
            one.put(item, score);
            other.put(item, second);
            if (score != second && dice.percent(RULED)) {
                rulings.add(new ReviewRuled(FIRST, item, Math.min(score, second), "听了两人的理由，按低的算"));
            }
        }
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationReviewed(FIRST, one));
        events.add(new ConversationReviewed(SECOND, other));
        events.addAll(rulings);
        store.append(id, store.load(id, 0).size(), events);
    }
}
