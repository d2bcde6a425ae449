package io.xiangyin.server.survey;

import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.RecordedEvent;
import java.time.Instant;
import java.util.List;

/**
 * How a conversation stands with asking its shopper for an opinion. What they write after they were asked begins another
 * episode, which counts once it got help; thanks get none.
 *
 * @param test whether it is a rehearsal
 * @param last when somebody last said something
 * @param helped whether this episode got an answer, a finished flow or words of an agent
 * @param asked whether its rating was asked for or given
 * @param invited whether the questionnaire was sent in this conversation
 */
record Standing(boolean test, Instant last, boolean helped, boolean asked, boolean invited) {
    static Standing of(List<RecordedEvent> log) {
        boolean test = false;
        Instant last = log.getFirst().at();
        boolean helped = false;
        boolean asked = false;
        boolean invited = false;
        for (RecordedEvent recorded : log) {
            switch (recorded.event()) {
                case ConversationStarted started -> test = started.test();
                case CustomerSpoke _ -> {
                    last = recorded.at();
                    helped &= !asked;
                    asked = false;
                }
                case KnowledgeConsulted consulted -> helped |= consulted.answered();
                case FlowEnded ended -> helped |= ended.outcome() == FlowEnded.Outcome.COMPLETED;
                case AgentSpoke _ -> {
                    last = recorded.at();
                    helped = true;
                }
                case BotReplied _, ConversationResolved _ -> last = recorded.at();
                case RatingAsked _, CustomerRated _ -> {
                    last = recorded.at();
                    asked = true;
                }
                case QuestionnaireSent _ -> invited = true;
                default -> {
                    // asks nobody for an opinion
                }
            }
        }
        return new Standing(test, last, helped, asked, invited);
    }
}
