/** The bot's home folder: configuration and content, read once, checked whole. */
@NullMarked
package io.xiangyin.server.config;

import org.jspecify.annotations.NullMarked;
