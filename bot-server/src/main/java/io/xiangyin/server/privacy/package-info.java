/** What in a text is personal, and how it is hidden before the text leaves. */
@NullMarked
package io.xiangyin.server.privacy;

import org.jspecify.annotations.NullMarked;
