/** The service report over the stored events: for pages, programs and the command line. */
@NullMarked
package io.xiangyin.server.report;

import org.jspecify.annotations.NullMarked;
