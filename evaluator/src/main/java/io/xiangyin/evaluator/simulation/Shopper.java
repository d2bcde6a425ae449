package io.xiangyin.evaluator.simulation;

/**
 * One simulated shopper. The same number and seed make the same one.
 *
 * @param number place among the shoppers of a run, from 0
 */
public record Shopper(int number, long seed, Goal goal, Persona persona) {
    /** Names it within a run. */
    public String id() {
        return goal.id() + "." + persona.id() + "." + number;
    }
}
