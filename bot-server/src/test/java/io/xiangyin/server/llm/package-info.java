@NullMarked
package io.xiangyin.server.llm;

import org.jspecify.annotations.NullMarked;
