/** People who sign in: accounts, sessions, the queue and the operations of agents and managers. */
@NullMarked
package io.xiangyin.server.staff;

import org.jspecify.annotations.NullMarked;
