/** Multi-turn flows: their YAML language, and the policy that walks them. */
@NullMarked
package io.xiangyin.dialog.flow;

import org.jspecify.annotations.NullMarked;
