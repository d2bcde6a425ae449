package io.xiangyin.evaluator.quality;

import io.xiangyin.core.ConversationId;

/**
 * A place where a conversation breaks a rule.
 *
 * @param seq the event
 * @param by {@code bot} or the agent's id
 */
public record RuleHit(ConversationId conversationId, long seq, Rule rule, String by, String text) {
    /** What is looked for in every conversation. */
    public enum Rule {
        REPEATED_ANSWER("连说两遍同样的话"),
        MONEY_PROMISE("没走审批就许诺金额"),
        NO_EMPATHY("顾客生气，没有一句体谅"),
        ASKED_AGAIN("又问顾客已经给过的"),
        FORBIDDEN_WORDS("用了不该用的话"),
        NO_OUTCOME("没告知结果就结束");

        private final String title;

        Rule(String title) {
            this.title = title;
        }

        /** In Chinese, for pages. */
        public String title() {
            return title;
        }
    }
}
