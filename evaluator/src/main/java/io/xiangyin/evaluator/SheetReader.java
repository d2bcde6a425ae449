package io.xiangyin.evaluator;

import java.util.Collection;

/** Makes something of the sheets of one set of customers after another. Several threads may add different customers at once. */
public interface SheetReader {
    /**
     * Adds customers.
     *
     * @param sheets of all conversations of these customers that were touched less than a first-contact window before the
     *     time that is asked for, or later
     */
    void add(Collection<FactSheet> sheets);
}
