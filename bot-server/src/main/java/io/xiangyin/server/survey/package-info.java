/** Asks shoppers for their opinion: a rating after each episode, the questionnaire by a link of their own. */
@NullMarked
package io.xiangyin.server.survey;

import org.jspecify.annotations.NullMarked;
