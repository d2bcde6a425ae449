package io.xiangyin.evaluator;

import io.xiangyin.core.OpeningHours;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * The numbers a shop may choose in its report.
 *
 * @param windowDays length of the first-contact window in days of 24 hours: 1, 3, 7, 14 or 30
 * @param targetSeconds a handoff answered within these seconds of the request meets the service level
 * @param silence the bot alone with a silent shopper for this long ends the episode; 24 hours is what Intercom Fin took
 *     for a soft resolution
 * @param zone whose hours and days the series is cut into
 * @param hours handoffs requested outside these hours are not held against the service level
 * @param withoutCustomers external ids whose conversations are left out and counted, such as the shop's own people
 * @param withoutChannels channels whose conversations are left out and counted
 */
public record ReportSettings(
        int windowDays,
        int targetSeconds,
        Duration silence,
        ZoneId zone,
        OpeningHours hours,
        Set<String> withoutCustomers,
        Set<String> withoutChannels) {
    private static final List<Integer> WINDOWS = List.of(1, 3, 7, 14, 30);

    public static final ReportSettings DEFAULT = new ReportSettings(
            7, 30, Duration.ofHours(24), OpeningHours.SHOP_TIME, OpeningHours.ALWAYS, Set.of(), Set.of());

    public ReportSettings {
        if (!WINDOWS.contains(windowDays)) {
            throw new IllegalArgumentException("windowDays is one of " + WINDOWS + ", found " + windowDays);
        }
        if (targetSeconds <= 0) {
            throw new IllegalArgumentException("targetSeconds is above 0, found " + targetSeconds);
        }
        if (!silence.isPositive()) {
            throw new IllegalArgumentException("silence is above 0, found " + silence);
        }
        withoutCustomers = Set.copyOf(withoutCustomers);
        withoutChannels = Set.copyOf(withoutChannels);
    }

    public ReportSettings withWindowDays(int days) {
        return new ReportSettings(days, targetSeconds, silence, zone, hours, withoutCustomers, withoutChannels);
    }

    /** Whether the shop wants this customer or channel left out. */
    boolean leavesOut(String customer, String channel) {
        return withoutCustomers.contains(customer) || withoutChannels.contains(channel);
    }

    /** How long after a contact a new one on the same issue counts against it. */
    public Duration window() {
        return Duration.ofDays(windowDays);
    }

    Duration target() {
        return Duration.ofSeconds(targetSeconds);
    }
}
