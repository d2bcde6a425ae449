/** Conversation tests: dialogues written in YAML, played on the whole bot, with a report. */
@NullMarked
package io.xiangyin.server.dialogue;

import org.jspecify.annotations.NullMarked;
