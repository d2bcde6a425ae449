/** From dialect in writing to its code and to Standard Mandarin: word tables, word order, characters. */
@NullMarked
package io.xiangyin.dialog.dialect;

import org.jspecify.annotations.NullMarked;
