package io.xiangyin.server.workbench;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action that waits for a supervisor.
 *
 * @param id also the key under which the shop's system carries it out once
 * @param yuan the money it moves, as a decimal number
 * @param state {@code waiting}, {@code approved} or {@code refused}
 */
record Approval(
        String id,
        ConversationId conversation,
        Agent agent,
        String action,
        Map<String, String> arguments,
        String yuan,
        String reason,
        String state,
        Instant askedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {}
