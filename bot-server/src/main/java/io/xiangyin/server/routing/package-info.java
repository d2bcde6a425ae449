/** Offers waiting shoppers to agents, and takes conversations back from agents who are gone. */
@NullMarked
package io.xiangyin.server.routing;

import org.jspecify.annotations.NullMarked;
