@NullMarked
package io.xiangyin.dialog.manner;

import org.jspecify.annotations.NullMarked;
