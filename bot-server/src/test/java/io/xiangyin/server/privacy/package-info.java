@NullMarked
package io.xiangyin.server.privacy;

import org.jspecify.annotations.NullMarked;
