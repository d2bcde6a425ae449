/** What a simulation leaves on disk, and what the manager's page reads of it. */
@NullMarked
package io.xiangyin.server.simulation;

import org.jspecify.annotations.NullMarked;
