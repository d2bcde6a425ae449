package io.xiangyin.dialog.policy;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.Decision;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kindness around a decision: a word of sympathy before the answer to someone upset, never twice in a row, and one
 * offer of elder mode to someone whose words tell that it would help.
 */
final class Tact {

    /** How much must tell of an old shopper, as {@code Understanding.elderCues} counts, before elder mode is offered. */
    private static final int ENOUGH = 2;

    private final Phrases phrases;
    private final Sympathy sympathy;

    Tact(Phrases phrases) {
        this.phrases = phrases;
        this.sympathy = new Sympathy(phrases);
    }

    /** The decision with what tact adds. A shopper who is handed over hears the notice of that alone. */
    Decision with(Decision decision, Turn turn) {
        String words = turn.has(BotReplied.class) ? null : sympathy.of(turn);
        return switch (decision) {
            case Decision.RunStep step -> new Decision.RunStep(sympathetic(step.facts(), words), step.call());
            case Decision.AskSlot ask ->
                new Decision.AskSlot(offering(ask.facts(), turn), ask.slot(), sympathetic(ask.question(), words));
            case Decision.Clarify clarify ->
                new Decision.Clarify(offering(clarify.facts(), turn), sympathetic(clarify.question(), words));
            case Decision.Listen listen -> new Decision.Listen(offering(listen.facts(), turn));
            case Decision.Answer answer -> new Decision.Answer(answer.facts(), answer.query(), words);
            case Decision.HandOff handOff -> handOff;
        };
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
