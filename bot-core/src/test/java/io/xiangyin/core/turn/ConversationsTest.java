package io.xiangyin.core.turn;

import static io.xiangyin.core.Events.replied;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.InMemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTest {
    private final ConversationId id = new ConversationId("conversation-1");
    private final EventStore store = new InMemoryEventStore(new HandClock());
    private final Conversations conversations = new Conversations(store, 2);

    @Test
    void whatIsNewIsAddedToWhatIsKnown() {
        store.append(id, 0, List.of(started(), spoke("1", "a")));
        assertThat(conversations.load(id)).isEqualTo(Conversation.replay(id, store.load(id, 0)));

        store.append(id, EventStore.ANY_VERSION, List.of(replied("b")));
        assertThat(conversations.load(id)).isEqualTo(Conversation.replay(id, store.load(id, 0)));
    }

    @Test
    void whatWasJustStoredIsKnownToWhoeverIsToldOfIt() {
        List<Conversation> seen = new ArrayList<>();
        store.subscribe(_ -> seen.add(conversations.load(id)));

        store.append(id, 0, List.of(started(), spoke("1", "a")));
        store.append(id, EventStore.ANY_VERSION, List.of(replied("b")));

        assertThat(seen).extracting(Conversation::version).containsExactly(2L, 3L);
        assertThat(seen.getLast()).isEqualTo(Conversation.replay(id, store.load(id, 0)));
    }

    @Test
    void whatFollowsSomethingMissedIsReadWithIt() {
        store.append(id, 0, List.of(started(), spoke("1", "a")));
        Conversations late = new Conversations(store, 3);

        store.append(id, EventStore.ANY_VERSION, List.of(replied("b")));

        assertThat(late.load(id)).isEqualTo(Conversation.replay(id, store.load(id, 0)));
    }

    @Test
    void anUnknownConversationIsEmpty() {
        assertThat(conversations.load(id)).isEqualTo(Conversation.empty(id));
    }

    @Test
    void forgettingOldOnesChangesNothing() {
        for (int i = 0; i < 5; i++) {
            ConversationId each = new ConversationId("conversation-" + i);
            store.append(each, 0, List.of(started(), spoke("p" + i, "a")));
            conversations.load(each);
        }

        assertThat(conversations.load(id)).isEqualTo(Conversation.replay(id, store.load(id, 0)));
    }

    @Test
    void erasedWordsAreForgottenToo() {
        store.append(id, 0, List.of(started(), spoke("1", "13800138000"), replied("13800138000?")));
        conversations.load(id);

        store.redact("c-1001", "asked");

        assertThat(conversations.load(id)).isEqualTo(Conversation.replay(id, store.load(id, 0)));
        assertThat(conversations.load(id).toString()).doesNotContain("13800138000", "王桂兰");
    }
}
