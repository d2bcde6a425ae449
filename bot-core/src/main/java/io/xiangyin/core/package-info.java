/** The domain: conversations as append-only events, the words of the field, and the ports everything else plugs into. */
@NullMarked
package io.xiangyin.core;

import org.jspecify.annotations.NullMarked;
