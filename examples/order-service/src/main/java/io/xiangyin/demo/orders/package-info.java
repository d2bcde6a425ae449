/** The demo shop's order system: a small HTTP service with its own SQLite file, which the bot knows only by its address. */
@NullMarked
package io.xiangyin.demo.orders;

import org.jspecify.annotations.NullMarked;
