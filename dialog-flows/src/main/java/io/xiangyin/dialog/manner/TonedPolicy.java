package io.xiangyin.dialog.manner;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.Decision;
import io.xiangyin.core.DialoguePolicy;
import io.xiangyin.core.Tone;
import io.xiangyin.core.Turn;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The same policy in every tone the bot may take; each turn is decided in the tone that suits the shopper then. */
public final class TonedPolicy implements DialoguePolicy {
    private final Set<String> dialects;
    private final Map<Tone, DialoguePolicy> byTone = new HashMap<>();

    /**
     * @param dialects those the bot may speak
     * @param speaking makes the policy that speaks in a tone
     */
    public TonedPolicy(Set<String> dialects, Function<Tone, DialoguePolicy> speaking) {
        this.dialects = Set.copyOf(dialects);
        for (boolean elder : new boolean[] {false, true}) {
            add(new Tone(elder, null), speaking);
            dialects.forEach(dialect -> add(new Tone(elder, dialect), speaking));
        }
    }

    private void add(Tone tone, Function<Tone, DialoguePolicy> speaking) {
        byTone.put(tone, speaking.apply(tone));
    }

    @Override
    public Decision decide(Turn turn) {
        Conversation conversation = turn.conversation();
        DialoguePolicy policy = byTone.get(Tone.of(conversation, dialects));
        if (policy == null) {
            throw new IllegalStateException("No policy speaks as " + Tone.of(conversation, dialects));
        }
        return policy.decide(turn);
    }
}
