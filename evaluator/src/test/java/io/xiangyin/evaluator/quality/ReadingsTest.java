package io.xiangyin.evaluator.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Agent;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Understanding.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which reading of a message was the better one is told by those who judged the turn. */
class ReadingsTest {
    private static final List<Command> ASK = List.of(new Command.AskKnowledge("怎么退"));
    private static final List<Command> RETURN = List.of(new Command.StartFlow("return"));
    private static final Agent LIN = new Agent("lin", "小林");

    private static List<RecordedEvent> talk(ConversationEvent... events) {
        return IntStream.range(0, events.length)
                .mapToObj(
                        i -> new RecordedEvent(new ConversationId("conversation-1"), i + 1L, Instant.EPOCH, events[i]))
                .toList();
    }

    private static MessageUnderstood read(long upTo, @Nullable Proposal proposal) {
        return new MessageUnderstood(
                upTo,
                new Understanding(
                        "x",
                        "x",
                        Understanding.Dialect.MANDARIN,
                        null,
                        Map.of(),
                        Understanding.Emotion.NEUTRAL,
                        List.of(),
                        null,
                        ASK,
                        proposal));
    }

    @Test
    void messages_read_twice_are_counted_by_what_became_of_the_models_reading() {
        Readings readings = Readings.NONE
                .with(talk(
                        read(1, null),
                        read(2, new Proposal(ASK, RETURN, true, List.of())),
                        read(3, new Proposal(ASK, ASK, true, List.of())),
                        read(4, new Proposal(ASK, List.of(), false, List.of("start_flow: there is no flow 'x'"))),
                        new TurnLabelled(2, true, null, LIN),
                        new TurnLabelled(3, false, null, LIN),
                        new TurnLabelled(4, true, null, LIN)))
                .with(talk(read(1, new Proposal(ASK, List.of(), false, List.of("start_flow: there is no flow 'x'")))));
        assertThat(readings)
                .isEqualTo(new Readings(5, 4, 1, 2, 1, 2, 1, 1, Map.of("start_flow: there is no flow 'x'", 2)));
    }

    @Test
    void a_label_that_was_changed_counts_as_it_stands_last() {
        Readings readings = Readings.NONE.with(talk(
                read(1, new Proposal(ASK, RETURN, true, List.of())),
                new TurnLabelled(1, true, null, LIN),
                new TurnLabelled(1, false, null, LIN)));
        assertThat(readings.takenRight()).isZero();
        assertThat(readings.takenJudged()).isOne();
    }
}
