package io.xiangyin.dialog.policy;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.Decision;
import io.xiangyin.core.Manner;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the bot from saying the same words twice in a row. What would be a repetition is said in other words if there
 * is a phrase {@code KEY.again}, else it is introduced as one; either way a human is offered.
 */
final class Wording {
    private static final String AGAIN = ".again";

    private final Phrases phrases;
    private final Repairs repairs;
    private final Manner manner;

    Wording(Phrases phrases, Repairs repairs, Manner manner) {
        this.phrases = phrases;
        this.repairs = repairs;
        this.manner = manner;
    }

    /** The decision in words that differ from the last. */
    Decision varied(Decision decision, Conversation conversation) {
        if (conversation.lastBotText() == null) {
            return decision;
        }
        return switch (decision) {
            case Decision.RunStep step -> new Decision.RunStep(varied(step.facts(), conversation), step.call());
            case Decision.AskSlot ask ->
                new Decision.AskSlot(ask.facts(), ask.slot(), varied(ask.question(), conversation));
            case Decision.Clarify clarify ->
                new Decision.Clarify(clarify.facts(), varied(clarify.question(), conversation));
            case Decision.HandOff handOff ->
                new Decision.HandOff(
                        varied(handOff.facts(), conversation),
                        handOff.reason(),
                        handOff.origin(),
                        handOff.urgency(),
                        handOff.notice());
            case Decision.Answer answer -> answer;
            case Decision.Listen listen -> listen;
        };
    }

    private List<ConversationEvent> varied(List<ConversationEvent> facts, Conversation conversation) {
        return facts.stream()
                .map(fact ->
                        fact instanceof BotReplied said ? new BotReplied(varied(said.reply(), conversation)) : fact)
                .toList();
    }

    private Reply varied(Reply reply, Conversation conversation) {
        if (!manner.say(reply, conversation).text().equals(conversation.lastBotText())) {
            return reply;
        }
        Reply repeated = repairs.sameWords(reply, conversation);
        return otherWords(reply.text()).map(repeated::withText).orElse(repeated);
    }

    private Optional<String> otherWords(String text) {
        return phrases.byKey().entrySet().stream()
                .filter(phrase -> phrase.getValue().equals(text))
                .flatMap(phrase -> Stream.ofNullable(phrases.byKey().get(phrase.getKey() + AGAIN)))
                .findFirst();
    }
}
