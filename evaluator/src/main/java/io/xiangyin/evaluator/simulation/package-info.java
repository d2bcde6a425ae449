/** Simulated shoppers with an agenda, judges of how they were served, and comparisons of two bots. Pure; knows no engine. */
@NullMarked
package io.xiangyin.evaluator.simulation;

import org.jspecify.annotations.NullMarked;
