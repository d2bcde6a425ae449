@NullMarked
package io.xiangyin.dialog.care;

import org.jspecify.annotations.NullMarked;
