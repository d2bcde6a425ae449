package io.xiangyin.dialog.policy;

import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.Decision;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Choice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bot from saying the same words twice in a row. What would be a repetition is said in other words if there
 * is a phrase {@code KEY.again}, else it is introduced as one; either way a human is offered.
 */
final class Wording {
    private static final String AGAIN = ".again";

    private final Phrases phrases;

    Wording(Phrases phrases) {
        this.phrases = phrases;
    }

    /** The decision in words that differ from the last. */
    Decision varied(Decision decision, @Nullable String last) {
        if (last == null) {
            return decision;
        }
        return switch (decision) {
            case Decision.RunStep step -> new Decision.RunStep(varied(step.facts(), last), step.call());
            case Decision.AskSlot ask -> new Decision.AskSlot(ask.facts(), ask.slot(), varied(ask.question(), last));
            case Decision.Clarify clarify -> new Decision.Clarify(clarify.facts(), varied(clarify.question(), last));
            case Decision.HandOff handOff ->
                new Decision.HandOff(
                        varied(handOff.facts(), last),
                        handOff.reason(),
                        handOff.origin(),
                        handOff.urgency(),
                        handOff.notice());
            case Decision.Answer answer -> answer;
            case Decision.Listen listen -> listen;
        };
    }

    private List<ConversationEvent> varied(List<ConversationEvent> facts, String last) {
        return facts.stream()
                .map(fact -> fact instanceof BotReplied said ? new BotReplied(varied(said.reply(), last)) : fact)
                .toList();
    }

    private Reply varied(Reply reply, String last) {
        if (!reply.text().equals(last)) {
            return reply;
        }
        List<Choice> choices = new ArrayList<>(reply.choices());
        for (String key : List.of("choice.human", "choice.rephrase")) {
            Choice choice = new Choice(phrases.get(key), phrases.get(key));
            if (!choices.contains(choice)) {
                choices.add(choice);
            }
        }
        return new Reply(
                Reply.Kind.CHOICES,
                otherWords(reply.text()),
                choices,
                reply.citations(),
                reply.generated(),
                reply.spoken());
    }

    private String otherWords(String text) {
        return phrases.byKey().entrySet().stream()
                .filter(phrase -> phrase.getValue().equals(text))
                .map(phrase -> phrases.byKey().get(phrase.getKey() + AGAIN))
                .filter(again -> again != null)
                .findFirst()
                .orElseGet(() -> phrases.get("repeated", "text", text));
    }
}
