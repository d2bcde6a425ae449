/** The shopper's side over the web: REST, WebSocket and event stream of one conversation. */
@NullMarked
package io.xiangyin.channel.web;

import org.jspecify.annotations.NullMarked;
