package io.xiangyin.server.report;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What the reports are reading right now, for those who wait for one. Of several readings the one begun last is told. */
final class Progress {
    private final AtomicReference<Optional<Step>> step = new AtomicReference<>(Optional.empty());

    /** What is read. */
    enum Of {
        /** Events that the facts do not hold yet, by their positions. */
        LOG,
        /** Sets of customers, whose facts are added up. */
        CUSTOMERS
    }

    /**
     * A reading that goes on.
     *
     * @param done how far it is, of {@code all}
     */
    record Step(Of what, long done, long all) {}

    /** A reading has come so far; with all done it is over. */
    void reached(Of what, long done, long all) {
        step.set(done < all ? Optional.of(new Step(what, done, all)) : Optional.empty());
    }

    Optional<Step> step() {
        return step.get();
    }
}
