/** The sentence embedding model: loaded beside the start, shared by knowledge and understanding, with a memory. */
@NullMarked
package io.xiangyin.server.embedding;

import org.jspecify.annotations.NullMarked;
