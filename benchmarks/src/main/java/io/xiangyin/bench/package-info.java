/** Benchmarks: a load driver and a reference server, each in a process of its own beside the server under test. */
@NullMarked
package io.xiangyin.bench;

import org.jspecify.annotations.NullMarked;
