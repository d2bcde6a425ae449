/** What the words tell about the shopper and how they should be served: escalation, emotion, elder signals. */
@NullMarked
package io.xiangyin.dialog.care;

import org.jspecify.annotations.NullMarked;
