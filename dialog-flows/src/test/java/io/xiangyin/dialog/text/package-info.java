@NullMarked
package io.xiangyin.dialog.text;

import org.jspecify.annotations.NullMarked;
