/** Articles, their passages, Chinese search over them, and the gate that decides whether an answer may be given. */
@NullMarked
package io.xiangyin.knowledge;

import org.jspecify.annotations.NullMarked;
