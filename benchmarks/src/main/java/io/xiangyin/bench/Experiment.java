package io.xiangyin.bench;

/** Something that can be measured. */
@FunctionalInterface
interface Experiment {
    /** Starts what it needs, measures, stops what it started. */
    Findings run(Lab lab) throws Exception;
}
