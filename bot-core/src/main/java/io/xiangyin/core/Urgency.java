package io.xiangyin.core;

/** The order in which waiting shoppers are served, lowest rank first. Anger never lowers it. */
public enum Urgency {
    /** Danger to people, and injury. */
    SAFETY(0),
    /** Complaints, authorities, court. */
    COMPLAINT(1),
    /** The old and the disabled. */
    CARE(2),
    /** Shoppers of the high value tier. */
    VALUE(3),
    NORMAL(4);

    private final int rank;

    Urgency(int rank) {
        this.rank = rank;
    }

    /** The more urgent of the two. */
    public Urgency or(Urgency other) {
        return other.rank < rank ? other : this;
    }

    /** 0 is served first. */
    public int rank() {
        return rank;
    }
}
