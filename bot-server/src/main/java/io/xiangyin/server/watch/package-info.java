/** Live alerts: what the risk radar finds is kept, told once, and taken note of by somebody. */
@NullMarked
package io.xiangyin.server.watch;

import org.jspecify.annotations.NullMarked;
