/** Tickets: what is still to be done for a customer, until when, and whether they agree that it is done. */
@NullMarked
package io.xiangyin.server.ticket;

import org.jspecify.annotations.NullMarked;
