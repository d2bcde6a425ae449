/** The shop's score: indicators against their bases, from the log, from facts, from customers and from experts. */
@NullMarked
package io.xiangyin.evaluator.scorecard;

import org.jspecify.annotations.NullMarked;
