/** What agents do beside the talk: actions in the shop's systems, approvals, notes, ready words, search. */
@NullMarked
package io.xiangyin.server.workbench;

import org.jspecify.annotations.NullMarked;
