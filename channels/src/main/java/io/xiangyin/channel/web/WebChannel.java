package io.xiangyin.channel.web;

import io.xiangyin.core.Channel;
import io.xiangyin.core.RecordedEvent;

/**
 * The channel whose mailbox is the event log itself: a reply is delivered when it is in the log, from where sockets,
 * streams and requests of the shopper's page take it, now or when the page comes back.
 *
 * @param name {@code web} for the widget, {@code api} for programs
 */
public record WebChannel(String name) implements Channel {
    @Override
    public void deliver(RecordedEvent outbound) {
        // already where the shopper's page looks for it
    }
}
