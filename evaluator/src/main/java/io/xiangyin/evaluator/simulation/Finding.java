package io.xiangyin.evaluator.simulation;

/** Something that went wrong in a dialogue, gravest first. */
public enum Finding {
    /** An order was changed that nobody wanted changed, or twice. */
    WRONG_CHANGE("改错了订单"),
    /** Only a human may settle it, and none was called; or, where it is urgent, not at once. */
    HUMAN_MISSED("该转人工没转"),
    /** The shopper asked for a human and got none. */
    HUMAN_REFUSED("要人工没给转"),
    /** The shopper did not get what they came for. */
    GOAL_MISSED("事没办成"),
    /** A human was called although the bot should do it, and the shopper had not asked for one. */
    HUMAN_NEEDLESS("不该转人工转了"),
    /** The bot said nothing. */
    NO_REPLY("没有回话"),
    /** The bot said the same twice running. */
    SAME_REPLY("连说两遍同样的话"),
    /** The bot asked what it had been told. */
    ASKED_AGAIN("又问已经说过的"),
    /** The shopper was out of patience, or the dialogue led nowhere. */
    DEAD_END("走进死胡同");

    private final String title;

    Finding(String title) {
        this.title = title;
    }

    /** In Chinese, for pages. */
    public String title() {
        return title;
    }

    /** Whether the dialogue failed for it; the others are blemishes. */
    boolean fatal() {
        return compareTo(NO_REPLY) < 0;
    }
}
