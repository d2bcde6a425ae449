/** Reads YAML definitions so that every mistake is reported with file, line and remedy. */
@NullMarked
package io.xiangyin.dialog.yaml;

import org.jspecify.annotations.NullMarked;
