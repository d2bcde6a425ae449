/** Values in shoppers' words: numbers, amounts, dates, sizes, colours, addresses, in the many forms Chinese has for them. */
@NullMarked
package io.xiangyin.dialog.entity;

import org.jspecify.annotations.NullMarked;
