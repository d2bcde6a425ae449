/** Articles: their life cycle, their place in the index, and what the service manager does with them. */
@NullMarked
package io.xiangyin.server.knowledge;

import org.jspecify.annotations.NullMarked;
