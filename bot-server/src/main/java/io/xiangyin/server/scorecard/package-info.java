/** The scorecard of a shop: read from its files and its log, written as page, table and sheet. */
@NullMarked
package io.xiangyin.server.scorecard;

import org.jspecify.annotations.NullMarked;
