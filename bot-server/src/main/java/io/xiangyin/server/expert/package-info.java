/** Experts score a monthly sample of conversations, each without seeing the other's scores, and settle where they differ. */
@NullMarked
package io.xiangyin.server.expert;

import org.jspecify.annotations.NullMarked;
