/** The event log on SQLite: codec, hash chain, one writer that groups commits, export, import and verification. */
@NullMarked
package io.xiangyin.server.storage;

import org.jspecify.annotations.NullMarked;
