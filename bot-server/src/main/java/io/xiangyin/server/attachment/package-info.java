/** Files that shoppers and agents send: made harmless, kept beside the log, fetched through the conversation's gate. */
@NullMarked
package io.xiangyin.server.attachment;

import org.jspecify.annotations.NullMarked;
