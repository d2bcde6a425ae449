/** A made-up quarter of traffic, for looking at reports and pages before there is a real one. */
@NullMarked
package io.xiangyin.server.demodata;

import org.jspecify.annotations.NullMarked;
