/** Understanding by rules, and multi-turn flows from YAML. */
@NullMarked
package io.xiangyin.dialog;

import org.jspecify.annotations.NullMarked;
