/** Tests of the simulated shoppers and their judges. */
@NullMarked
package io.xiangyin.evaluator.simulation;

import org.jspecify.annotations.NullMarked;
