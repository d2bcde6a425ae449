package io.xiangyin.core.turn;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.Manner;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Understanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The facts of a turn while it is composed, with the conversation as it would stand after them. */
final class TurnDraft {
    private final Conversation base;
    private final Understanding understanding;
    private final Instant now;
    private final Manner manner;
    private final List<ConversationEvent> facts = new ArrayList<>();
    private final List<ConversationEvent> decided = new ArrayList<>();
    private Conversation conversation;

    TurnDraft(Conversation base, Understanding understanding, Instant now, Manner manner) {
        this.manner = manner;
        this.base = base;
        this.understanding = understanding;
        this.now = now;
        this.conversation = base;
    }

    /** The understanding of messages that nobody could read. */
    static Understanding unread(Conversation conversation) {
        String text = conversation.unanswered().stream()
                .map(Conversation.Message::text)
                .collect(Collectors.joining("\n"));
        return new Understanding(
                text,
                text,
                Understanding.Dialect.MANDARIN,
                null,
                Map.of(),
                Understanding.Emotion.NEUTRAL,
                List.of(),
                null,
                List.of());
    }

    void addUnderstanding() {
        if (!base.unanswered().isEmpty()) {
            fold(new MessageUnderstood(base.unanswered().getLast().seq(), understanding));
        }
    }

    void add(List<ConversationEvent> events) {
        events.forEach(event -> {
            ConversationEvent said = said(event);
            decided.add(said);
            fold(said);
        });
    }

    /** Accounts for what a language model was asked; the policy does not see it. */
    void account(List<ModelCall> calls) {
        calls.forEach(call -> fold(new ModelAsked(call)));
    }

    /** Whether nobody waits for what a language model says any more: the page was left, or the shopper said stop. */
    boolean abandoned() {
        return facts.stream()
                .anyMatch(
                        fact -> fact instanceof ModelAsked asked && asked.call().stopped());
    }

    /** What the bot says in this turn that neither an article nor a model wrote, in order. */
    List<Reply> setTexts() {
        return facts.stream()
                .flatMap(fact -> isSetText(fact) ? Stream.of(((BotReplied) fact).reply()) : Stream.empty())
                .toList();
    }

    private static boolean isSetText(ConversationEvent fact) {
        return fact instanceof BotReplied spoke
                && !spoke.reply().generated()
                && spoke.reply().citations().isEmpty();
    }

    /** Says the set texts in other words, one for each in their order. */
    void reword(List<Reply> otherwise) {
        Iterator<Reply> next = otherwise.iterator();
        facts.replaceAll(fact -> isSetText(fact)
                ? new BotReplied(manner.say(next.next(), conversation), ((BotReplied) fact).cause())
                : fact);
    }

    /** Words to the shopper in the manner that suits them; anything else as it is. */
    private ConversationEvent said(ConversationEvent event) {
        return switch (event) {
            case BotReplied spoke -> new BotReplied(manner.say(spoke.reply(), conversation), spoke.cause());
            case NoticeGiven given -> new NoticeGiven(manner.say(given.reply(), conversation));
            default -> event;
        };
    }

    private void fold(ConversationEvent event) {
        facts.add(event);
        conversation = conversation.then(List.of(new RecordedEvent(base.id(), conversation.version() + 1, now, event)));
    }

    /** When the shopper asked for what is now decided: their first unread words, or now if the bot decided by itself. */
    Instant requestedAt(Handoff.Origin origin) {
        return origin == Handoff.Origin.WORDS && !base.unanswered().isEmpty()
                ? base.unanswered().getFirst().at()
                : now;
    }

    /**
     * This turn, checked to be one: the bot may not leave the shopper without a word while it holds the floor, nor keep
     * the result of a call to itself.
     *
     * @throws IllegalStateException if it does
     */
    TurnDraft ended() {
        boolean spoke = facts.stream().anyMatch(ConversationEvent.Outbound.class::isInstance);
        boolean goesOn = conversation.pendingAction() != null;
        if (!spoke && !goesOn && conversation.status() == Conversation.Status.BOT) {
            throw new IllegalStateException("The policy ended a turn without a word to the shopper");
        }
        if (conversation.owesReply() && !goesOn) {
            throw new IllegalStateException("The policy ended a turn without telling the result of a call");
        }
        return this;
    }

    boolean beginsFlow() {
        return facts.stream().anyMatch(ConversationEvent.FlowStarted.class::isInstance);
    }

    Turn turn() {
        return new Turn(conversation, understanding, decided);
    }

    Conversation base() {
        return base;
    }

    List<ConversationEvent> facts() {
        return List.copyOf(facts);
    }
}
