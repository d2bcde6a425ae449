package io.xiangyin.core;

/** Who is there to help. */
public interface Staffing {
    /** Whether a person has signed in and takes conversations. */
    boolean anyoneAvailable();

    /** How long one who joins the queue now is likely to wait, in seconds. */
    int expectedWaitSeconds();
}
