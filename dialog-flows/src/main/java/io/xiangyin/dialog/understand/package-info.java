/** From the shopper's words to commands: dialect, escalation, slots, triggers. Rules only; nothing here calls out. */
@NullMarked
package io.xiangyin.dialog.understand;

import org.jspecify.annotations.NullMarked;
