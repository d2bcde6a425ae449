package io.xiangyin.server.demodata;

import io.xiangyin.core.Customer;
import io.xiangyin.server.demodata.Traffic.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The shop's customers: who they are, and how they talk. */
final class Shoppers {
    private final List<Shopper> all = new ArrayList<>();

    /** A customer; {@code old} ones write less, wait longer and need a human sooner. */
    record Shopper(Customer customer, Dialect dialect, boolean old, String channel) {}

    Shoppers(Traffic traffic, Dice dice, int number) {
        IntStream.range(0, number).forEach(i -> all.add(shopper(i, traffic, dice)));
    }

    private static Shopper shopper(int number, Traffic traffic, Dice dice) {
        int age = dice.below(100);
        String group = age < 9 ? "60+" : age < 38 ? "40-59" : "18-39";
        int spend = dice.below(100);
        String tier = spend < 3 ? "adviser" : spend < 15 ? "value" : spend < 30 ? "frequent" : "ordinary";
        String name = traffic.families().charAt(dice.below(traffic.families().length())) + dice.one(traffic.given());
        boolean old = group.equals("60+");
        Dialect usual = dice.weighted(traffic.dialects(), Dialect::share);
        Dialect dialect = old && dice.percent(30) ? dice.weighted(traffic.dialects(), Dialect::share) : usual;
        return new Shopper(
                new Customer("demo-%05d".formatted(number), name, Map.of("ageGroup", group, "tier", tier), true),
                dialect,
                old,
                dice.percent(72) ? "web" : dice.percent(70) ? "wechat" : "api");
    }

    /** Somebody; some come much more often than others. */
    Shopper any(Dice dice) {
        double skewed = Math.pow(dice.between(0, 1), 1.7);
        return all.get((int) (skewed * all.size()));
    }
}
