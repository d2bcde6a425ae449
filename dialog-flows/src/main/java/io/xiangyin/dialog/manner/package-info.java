/** How things are said: plainly to the old, in the shopper's dialect, and aloud. */
@NullMarked
package io.xiangyin.dialog.manner;

import org.jspecify.annotations.NullMarked;
