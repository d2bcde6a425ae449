package io.xiangyin.core.routing;

import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.routing.RoutingPolicy.SkillRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routing policies for tests. */
final class Policies {
    private Policies() {}

    static RoutingPolicy usual() {
        return new RoutingPolicy(
                Map.of(
                        Urgency.SAFETY, Duration.ofDays(1),
                        Urgency.COMPLAINT, Duration.ofHours(1),
                        Urgency.CARE, Duration.ofMinutes(30),
                        Urgency.VALUE, Duration.ofMinutes(15)),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(180),
                Duration.ofSeconds(60),
                Duration.ofDays(7),
                Duration.ofSeconds(30),
                4,
                List.of(
                        new SkillRule("complaint", Set.of(HandoffReason.COMPLAINT), Set.of()),
                        new SkillRule("technical", Set.of(), Set.of("repair"))),
                Set.of("60+"),
                Set.of("gold"),
                new BigDecimal(5_000),
                new BigDecimal(500));
    }
}
