package io.xiangyin.core;

import java.time.InstantSource;

/** Receptions for tests. */
public final class Receptions {
    private Receptions() {}

    /** Somebody is always there. */
    public static Reception open(Phrases phrases, InstantSource clock) {
        return of(OpeningHours.ALWAYS, true, phrases, clock);
    }

    /** As the hours say, with or without people signed in; the wait is three minutes. */
    public static Reception of(OpeningHours hours, boolean staffed, Phrases phrases, InstantSource clock) {
        Staffing staffing = new Staffing() {
            @Override
            public boolean anyoneAvailable() {
                return staffed;
            }

            @Override
            public int expectedWaitSeconds() {
                return 180;
            }
        };
        return new Reception(hours, staffing, phrases, clock);
    }
}
