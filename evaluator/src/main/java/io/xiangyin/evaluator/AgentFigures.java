package io.xiangyin.evaluator;

import org.jspecify.annotations.Nullable;

/**
 * How one agent's conversations went, with how many and how hard they were beside it, for who takes the hard ones is not to
 * look worse for it. A conversation of several agents stands under each of them.
 *
 * @param agent id
 * @param conversations how many they joined
 * @param solved issues of theirs settled at the first contact
 * @param expected the share that all agents together settle of a like mix of matters, a conversation of several agents counting for each; below the average: a hard mix. Null
 *     without decided issues
 * @param difference solved − expected, in shares; null likewise
 * @param csat satisfied of those who rated
 * @param transferred conversations that went from agent to agent
 * @param firstReply from taking it to their first words, seconds; of waits in conversations with this agent alone
 */
public record AgentFigures(
        String agent,
        int conversations,
        Rate solved,
        @Nullable Double expected,
        @Nullable Double difference,
        Rate csat,
        Rate transferred,
        Distribution firstReply) {}
