/** Tests. */
@NullMarked
package io.xiangyin.evaluator.quality;

import org.jspecify.annotations.NullMarked;
