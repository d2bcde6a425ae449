/** The composition root: it alone knows every module and wires them into one process. */
@NullMarked
package io.xiangyin.server;

import org.jspecify.annotations.NullMarked;
