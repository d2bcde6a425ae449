package io.xiangyin.evaluator.simulation;

/** A message and what came of it. */
public record Exchange(Say said, Heard heard) {}
