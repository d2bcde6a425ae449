package io.xiangyin.core;

/** The last hand on everything the bot and the system say: wording that suits the shopper, and how it is read aloud. */
@FunctionalInterface
public interface Manner {
    /** The reply as this shopper should get it; the same again changes nothing. */
    Reply say(Reply reply, Conversation conversation);
}
