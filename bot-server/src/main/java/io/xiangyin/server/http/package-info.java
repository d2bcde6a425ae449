/** The web server: pages, API, health and metrics. */
@NullMarked
package io.xiangyin.server.http;

import org.jspecify.annotations.NullMarked;
