/** Review of conversations: rules over all of them, a sample for experts, and how far two experts agree. */
@NullMarked
package io.xiangyin.evaluator.quality;

import org.jspecify.annotations.NullMarked;
