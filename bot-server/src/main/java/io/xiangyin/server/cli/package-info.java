/** The command line. */
@NullMarked
package io.xiangyin.server.cli;

import org.jspecify.annotations.NullMarked;
