package io.xiangyin.server.storage;

import org.jspecify.annotations.Nullable;

/** One row of the log. Field by field as in {@code V1__event_log.sql}. */
record EventRow(
        String conversationId,
        long seq,
        long atMillis,
        String type,
        String data,
        @Nullable String salt,
        String digest,
        String hash) {}
