/** Turns before people: which were understood, which are to be looked at, and what they teach. */
@NullMarked
package io.xiangyin.server.review;

import org.jspecify.annotations.NullMarked;
