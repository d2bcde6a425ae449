package io.xiangyin.core.turn;

import static io.xiangyin.core.EventStore.ANY_VERSION;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.SilenceNoticed;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Events;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.InMemoryEventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.SilencePolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever falls silent after a question is spoken to when it is time, and only once, whatever happens to the process. */
class SilencesTest {
    private static final ConversationId ID = ConversationId.random();

    private final HandClock clock = new HandClock();
    private final InMemoryEventStore store = new InMemoryEventStore(clock);
    private final Silences silences = begun(List.of());

    private Silences begun(List<ConversationId> recent) {
        Silences begun = new Silences(store, new Conversations(store, 10), SilencesTest::remindOnce, clock);
        begun.start(recent);
        return begun;
    }

    private static SilencePolicy.@Nullable Prompt remindOnce(Conversation conversation) {
        Conversation.Silence silence = conversation.silence();
        return silence == null || silence.noticed() > 0
                ? null
                : new SilencePolicy.Prompt(
                        silence.since().plus(Duration.ofMinutes(10)),
                        List.of(new SilenceNoticed(1), new BotReplied(Reply.text("still there?"), "silence")));
    }

    private void ask() {
        store.append(ID, 0, List.of(started()));
        append(spoke("1", "return"), Events.understood(2), new FlowStarted("return"));
        append(new BotReplied(Reply.text("which?")), new SlotAsked("order"));
    }

    private void append(ConversationEvent... events) {
        store.append(ID, ANY_VERSION, List.of(events));
    }

    private List<ConversationEvent> reminders() {
        return store.load(ID, 0).stream()
                .map(RecordedEvent::event)
                .filter(SilenceNoticed.class::isInstance)
                .toList();
    }

    @Test
    void nobody_is_reminded_before_it_is_time() {
        ask();
        clock.forward(Duration.ofMinutes(9));
        silences.sweep();
        assertThat(reminders()).isEmpty();
    }

    @Test
    void one_reminder_is_all() {
        ask();
        clock.forward(Duration.ofMinutes(10));
        silences.sweep();
        silences.sweep();
        clock.forward(Duration.ofHours(5));
        silences.sweep();
        assertThat(reminders()).containsExactly(new SilenceNoticed(1));
    }

    @Test
    void a_word_of_the_shopper_begins_the_time_anew() {
        ask();
        clock.forward(Duration.ofMinutes(9));
        append(spoke("2", "the kettle"), Events.understood(7));
        append(new BotReplied(Reply.text("why?")), new SlotAsked("reason"));
        clock.forward(Duration.ofMinutes(9));
        silences.sweep();
        assertThat(reminders()).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        silences.sweep();
        assertThat(reminders()).hasSize(1);
    }

    @Test
    void whoever_waits_for_the_bot_is_not_reminded() {
        ask();
        append(spoke("2", "the kettle"));
        clock.forward(Duration.ofHours(1));
        silences.sweep();
        assertThat(reminders()).isEmpty();
    }

    @Test
    void a_restart_forgets_nobody_and_reminds_nobody_twice() {
        ask();
        clock.forward(Duration.ofMinutes(10));
        Silences restarted = begun(List.of(ID));
        restarted.sweep();
        assertThat(reminders()).hasSize(1);
        begun(List.of(ID)).sweep();
        assertThat(reminders()).hasSize(1);
    }
}
