/** Decides what comes next from the commands, the flow in hand and what the knowledge base said. */
@NullMarked
package io.xiangyin.dialog.policy;

import org.jspecify.annotations.NullMarked;
