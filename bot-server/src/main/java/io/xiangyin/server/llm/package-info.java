/** The language model: one guarded way to it, what may leave and what may come back. */
@NullMarked
package io.xiangyin.server.llm;

import org.jspecify.annotations.NullMarked;
