package io.xiangyin.dialog.dialect;

import java.util.regex.Pattern;

/**
 * A turn of phrase that differs in more than its words, such as 食咗饭未 for 吃了饭没有.
 *
 * @param dialect code of the dialect in which it is rewritten
 * @param pattern found in the text in simplified characters
 * @param mandarin with {@code $1}, {@code $2} … for the groups of the pattern
 * @param weight how surely it alone gives the dialect away, 0 to 1
 */
record WordOrder(String dialect, Pattern pattern, String mandarin, double weight) {}
