/** How texts are brought into one form, and the tables of the lexicon folder. */
@NullMarked
package io.xiangyin.dialog.text;

import org.jspecify.annotations.NullMarked;
