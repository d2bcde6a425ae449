package io.xiangyin.core;

/** The order in which waiting shoppers are served; earlier constants first. Anger never lowers it. */
public enum Urgency {
    SAFETY,
    COMPLAINT,
    CARE,
    NORMAL
}
