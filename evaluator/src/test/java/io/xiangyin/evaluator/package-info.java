/** Stories told in events, and the figures that must come of them. */
@NullMarked
package io.xiangyin.evaluator;

import org.jspecify.annotations.NullMarked;
