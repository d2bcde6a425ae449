package io.xiangyin.server.survey;

import io.xiangyin.channel.web.ConversationTokens;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.evaluator.scorecard.Questionnaire;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sends shoppers the questionnaire in words of theirs, by a signed link that opens it for some days. */
public final class Invitations {
    private static final String PURPOSE = "questionnaire";

    private final EventStore store;
    private final ConversationTokens tokens;
    private final Questionnaire questionnaire;
    private final Phrases phrases;
    private final Duration open;
    private final InstantSource clock;

    public Invitations(
            EventStore store,
            ConversationTokens tokens,
            Questionnaire questionnaire,
            Phrases phrases,
            Duration open,
            InstantSource clock) {
        this.store = store;
        this.tokens = tokens;
        this.questionnaire = questionnaire;
        this.phrases = phrases;
        this.open = open;
        this.clock = clock;
    }

    /** What is asked. */
    Questionnaire questionnaire() {
        return questionnaire;
    }

    /**
     * Sends it, unless the conversation moved on meanwhile.
     *
     * @return the link; empty if it moved on
     */
    Optional<String> send(Conversation conversation) {
        String token = tokens.issue(PURPOSE, conversation.id(), clock.instant().plus(open));
        String link = "/questions?t=" + token;
        String words = phrases.in(conversation)
                .get(conversation.elderMode() ? "questionnaire.invite.elder" : "questionnaire.invite");
        QuestionnaireSent sent =
                new QuestionnaireSent(questionnaire.version(), style(conversation), link, Reply.notice(words));
        return store.append(conversation.id(), conversation.version(), List.of(sent)) instanceof AppendResult.Appended
                ? Optional.of(link)
                : Optional.empty();
    }

    /** The conversation whose questionnaire the token opens; empty if it is not one of ours or its time is over. */
    Optional<ConversationId> open(String token) {
        Instant now = clock.instant();
        return tokens.open(PURPOSE, token)
                .filter(dated -> now.isBefore(dated.at()))
                .map(ConversationTokens.Dated::id);
    }

    /** Elder words for the old, else those of the dialect; the questionnaire decides which it has. */
    private static String style(Conversation conversation) {
        return conversation.elderMode()
                ? Questionnaire.ELDER
                : switch (conversation.dialect()) {
                    case "yue" -> "yue";
                    case "cmn-x-chuanyu" -> "chuan";
                    default -> Questionnaire.PLAIN;
                };
    }
}
