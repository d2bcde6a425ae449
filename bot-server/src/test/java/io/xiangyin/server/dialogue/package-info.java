@NullMarked
package io.xiangyin.server.dialogue;

import org.jspecify.annotations.NullMarked;
