@NullMarked
package io.xiangyin.dialog.dialect;

import org.jspecify.annotations.NullMarked;
