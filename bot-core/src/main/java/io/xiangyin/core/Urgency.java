package io.xiangyin.core;

/** The order in which waiting shoppers are served, lowest rank first. Anger never lowers it. */
public enum Urgency {
    SAFETY(0),
    COMPLAINT(1),
    CARE(2),
    NORMAL(3);

    private final int rank;

    Urgency(int rank) {
        this.rank = rank;
    }

    /** 0 is served first. */
    public int rank() {
        return rank;
    }
}
