package io.xiangyin.server.llm;

import io.xiangyin.core.ConversationId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/** What a model says to pages that wait for it: they see answers grow, and end what they no longer wait for. */
public final class LiveDrafts {
    private final ConcurrentMap<ConversationId, Draft> open = new ConcurrentHashMap<>();
    private volatile BiConsumer<ConversationId, String> pages = (id, text) -> {};

    /** Says where drafts are shown: given the conversation and all of its draft so far. */
    public void showOn(BiConsumer<ConversationId, String> shown) {
        pages = shown;
    }

    /** The shopper wants no more of it, or is gone. What was checked so far is kept. */
    public void stop(ConversationId id) {
        Draft draft = open.get(id);
        if (draft != null) {
            draft.stopped = true;
        }
    }

    Draft begin(ConversationId id) {
        Draft draft = new Draft(id);
        open.put(id, draft);
        return draft;
    }

    /** One thing a model is asked for a conversation: an answer while it is written, or a reading that no page sees. */
    final class Draft implements AutoCloseable {
        private final ConversationId id;
        private volatile boolean stopped;

        private Draft(ConversationId id) {
            this.id = id;
        }

        void show(String text) {
            pages.accept(id, text);
        }

        boolean stopped() {
            return stopped;
        }

        @Override
        public void close() {
            open.remove(id, this);
        }
    }
}
