/** Tests. */
@NullMarked
package io.xiangyin.evaluator.scorecard;

import org.jspecify.annotations.NullMarked;
