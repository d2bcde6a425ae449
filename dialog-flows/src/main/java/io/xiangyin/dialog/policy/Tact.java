package io.xiangyin.dialog.policy;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.Decision;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Understanding.Emotion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kindness around a decision: a word of sympathy before the answer to someone upset, never twice in a row, and one
 * offer of elder mode to someone whose words tell that it would help.
 */
final class Tact {
    /** From this strength on a feeling is answered, 0 to 1. */
    private static final double FELT = 0.4;

    /** How much must tell of an old shopper, as {@code Understanding.elderCues} counts, before elder mode is offered. */
    private static final int ENOUGH = 2;

    private final Phrases phrases;

    Tact(Phrases phrases) {
        this.phrases = phrases;
    }

    /** The decision with what tact adds. A shopper who is handed over hears the notice of that alone. */
    Decision with(Decision decision, Turn turn) {
        String sympathy = turn.has(BotReplied.class) ? null : sympathy(turn);
        return switch (decision) {
            case Decision.RunStep step -> new Decision.RunStep(sympathetic(step.facts(), sympathy), step.call());
            case Decision.AskSlot ask ->
                new Decision.AskSlot(offering(ask.facts(), turn), ask.slot(), sympathetic(ask.question(), sympathy));
            case Decision.Clarify clarify ->
                new Decision.Clarify(offering(clarify.facts(), turn), sympathetic(clarify.question(), sympathy));
            case Decision.Listen listen -> new Decision.Listen(offering(listen.facts(), turn));
            case Decision.Answer answer -> answer;
            case Decision.HandOff handOff -> handOff;
        };
    }

    private @Nullable String sympathy(Turn turn) {
        Emotion emotion = turn.understanding().emotion();
        String last = turn.conversation().lastBotText();
        String words = phrases.byKey().get("sympathy." + emotion.label());
        return words == null || emotion.score() < FELT || (last != null && last.startsWith(words)) ? null : words;
    }

    private static List<ConversationEvent> sympathetic(List<ConversationEvent> facts, @Nullable String words) {
        List<ConversationEvent> told = new ArrayList<>(facts);
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof BotReplied said) {
                told.set(i, new BotReplied(sympathetic(said.reply(), words)));
                return told;
            }
        }
        return told;
    }

    private static Reply sympathetic(Reply reply, @Nullable String words) {
        return words == null ? reply : reply.withText(words + reply.text());
    }

    private List<ConversationEvent> offering(List<ConversationEvent> facts, Turn turn) {
        Conversation conversation = turn.conversation();
        int before = conversation.elderCues() - turn.understanding().elderCues();
        boolean enough = before < ENOUGH && conversation.elderCues() >= ENOUGH;
        if (!enough || conversation.elderMode() || conversation.status() != Conversation.Status.BOT) {
            return facts;
        }
        List<ConversationEvent> offering = new ArrayList<>(facts);
        offering.add(new NoticeGiven(Reply.notice(phrases.get("elder.offer"))));
        return offering;
    }
}
