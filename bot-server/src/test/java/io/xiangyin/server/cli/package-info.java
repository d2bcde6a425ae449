/** Tests of the package of this name. */
@NullMarked
package io.xiangyin.server.cli;

import org.jspecify.annotations.NullMarked;
