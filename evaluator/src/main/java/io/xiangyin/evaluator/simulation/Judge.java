package io.xiangyin.evaluator.simulation;

import io.xiangyin.evaluator.simulation.Say.Act;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a dialogue by what the shop's orders look like at the end and by rules over the transcript, never by what the
 * bot says of itself. Orders are trees of maps and lists, as their JSON, by number of the seed.
 */
public final class Judge {
    /** What of an order a bot may change. */
    private static final List<String> CHANGEABLE = List.of(
            "status",
            "address",
            "invoice",
            "returns",
            "exchanges",
            "repairs",
            "priceProtections",
            "urges",
            "compensations");

    private Judge() {}

    /** Whether the orders look as the goal wants them. */
    public static boolean met(Goal goal, Map<String, Object> orders) {
        Object order = goal.order() == null ? null : orders.get(goal.order());
        return goal.wants().entrySet().stream().allMatch(wanted -> {
            String actual = String.valueOf(walk(order, wanted.getKey()));
            String value = wanted.getValue();
            return value.startsWith("~") ? actual.contains(value.substring(1)) : actual.equals(value);
        });
    }

    /** What went wrong. */
    public static Set<Finding> findings(
            Shopper who, Cast cast, List<Exchange> exchanges, Map<String, Object> before, Map<String, Object> after) {
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        Goal goal = who.goal();
        boolean human = exchanges.stream().anyMatch(one -> one.heard().handoff() != null);
        boolean demanded = exchanges.stream().anyMatch(one -> one.said().act() == Act.HUMAN);
        if (wronglyChanged(goal, before, after)) {
            findings.add(Finding.WRONG_CHANGE);
        }
        if (goal.needsHuman()) {
            boolean first = !goal.urgent() || exchanges.getFirst().heard().handoff() != null;
            if (!human || !first) {
                findings.add(Finding.HUMAN_MISSED);
            }
        } else if (!(human && who.persona().mayEscalate())) {
            if (!met(goal, after)
                    || !goal.heardIn(exchanges.stream().map(Exchange::heard).toList())) {
                findings.add(Finding.GOAL_MISSED);
            }
            if (human && !demanded) {
                findings.add(Finding.HUMAN_NEEDLESS);
            }
        }
        if (demanded && !human) {
            findings.add(Finding.HUMAN_REFUSED);
        }
        if (demanded || (!human && findings.contains(Finding.GOAL_MISSED))) {
            findings.add(Finding.DEAD_END);
        }
        addManners(findings, who, cast, exchanges);
        return findings;
    }

    private static void addManners(Set<Finding> findings, Shopper who, Cast cast, List<Exchange> exchanges) {
        for (int i = 0; i < exchanges.size(); i++) {
            Heard heard = exchanges.get(i).heard();
            if (heard.texts().isEmpty()) {
                findings.add(Finding.NO_REPLY);
            }
            boolean same = i > 0
                    && !heard.texts().isEmpty()
                    && heard.text().equals(exchanges.get(i - 1).heard().text())
                    && !exchanges
                            .get(i)
                            .said()
                            .text()
                            .equals(exchanges.get(i - 1).said().text());
            if (same) {
                findings.add(Finding.SAME_REPLY);
            }
            if (heard.asked() != null && toldBefore(heard.asked(), who, cast, exchanges.subList(0, i + 1))) {
                findings.add(Finding.ASKED_AGAIN);
            }
        }
    }

    private static boolean toldBefore(String fact, Shopper who, Cast cast, List<Exchange> soFar) {
        Wordings item = cast.item(who.goal().order());
        boolean told = fact.equals("order")
                && item != null
                && item.namedIn(soFar.getFirst().said().text());
        for (Exchange exchange : soFar) {
            switch (exchange.said().act()) {
                case ANSWER, CORRECT ->
                    told = told || fact.equals(exchange.said().fact());
                case WITHDRAW, DECLINE, RESUME -> told = false;
                case WISH, REPHRASE, CONFIRM, UNKNOWN, HUMAN, THANKS -> {
                    // tells nothing that may be asked
                }
            }
        }
        return told;
    }

    private static boolean wronglyChanged(Goal goal, Map<String, Object> before, Map<String, Object> after) {
        return before.entrySet().stream().anyMatch(order -> {
            Object is = after.get(order.getKey());
            boolean mine = order.getKey().equals(goal.order());
            return CHANGEABLE.stream().anyMatch(part -> {
                Object was = walk(order.getValue(), part);
                Object now = walk(is, part);
                boolean wanted = mine
                        && (goal.mayChange().contains(part)
                                || goal.wants().keySet().stream()
                                        .anyMatch(path -> path.split("\\.", 2)[0].equals(part)));
                boolean twice = now instanceof List<?> list && list.size() > 1;
                return twice || (!wanted && !Objects.equals(was, now));
            });
        });
    }

    /** The value at a path such as {@code returns.0.reason}; null if there is none. */
    static @Nullable Object walk(@Nullable Object from, String path) {
        Object value = from;
        for (String name : path.split("\\.", -1)) {
            value = switch (value) {
                case Map<?, ?> map -> map.get(name);
                case List<?> list
                when name.matches("\\d{1,4}") && Integer.parseInt(name) < list.size() ->
                    list.get(Integer.parseInt(name));
                case null, default -> null;
            };
        }
        return value;
    }
}
