/** What all modules know of Chinese writing. */
@NullMarked
package io.xiangyin.core.text;

import org.jspecify.annotations.NullMarked;
