package io.xiangyin.evaluator.scorecard;

/**
 * A figure, and where it comes from.
 *
 * @param evidence what it was computed from, with how many, for people who want to check
 */
public record Measured(double value, String evidence) {}
