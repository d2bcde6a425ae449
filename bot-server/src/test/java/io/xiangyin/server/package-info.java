/** The whole product from outside: HTTP, sockets, pages in a real browser, the map of modules. */
@NullMarked
package io.xiangyin.server;

import org.jspecify.annotations.NullMarked;
