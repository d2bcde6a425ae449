/** Logs of other services, read as our events, so that a shop can run our report on what it had before. */
@NullMarked
package io.xiangyin.server.foreign;

import org.jspecify.annotations.NullMarked;
