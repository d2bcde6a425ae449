/** What only the demo has: the example shop's order service, its customers and sign-ins. */
@NullMarked
package io.xiangyin.server.demo;

import org.jspecify.annotations.NullMarked;
