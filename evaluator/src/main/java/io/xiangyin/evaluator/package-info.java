/**
 * Service metrics computed from events only. Read it in the order of the work: {@link io.xiangyin.evaluator.Episodes}
 * folds each log to facts, {@link io.xiangyin.evaluator.Contacts} judges them across conversations, the metrics count,
 * and {@link io.xiangyin.evaluator.ServiceReportBuilder} lays the report out.
 */
@NullMarked
package io.xiangyin.evaluator;

import org.jspecify.annotations.NullMarked;
