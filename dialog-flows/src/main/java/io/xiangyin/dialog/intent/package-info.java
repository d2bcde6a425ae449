/** Which of the shop's matters a message is about: a linear classifier over n-grams, pinyin and sentence embeddings. */
@NullMarked
package io.xiangyin.dialog.intent;

import org.jspecify.annotations.NullMarked;
