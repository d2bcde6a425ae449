package io.xiangyin.server.config;

import io.xiangyin.dialog.yaml.YamlNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules that sort customers by what they buy: tiers by how much and how often, tags by what. */
public record Segments(List<Tier> tiers, List<Tag> tags) {
    private static final String NAME = "segments.yaml";

    /** A tier with what it takes to be in it. */
    public record Tier(String name, int yearlySpendFrom, int ordersIn30DaysFrom) {}

    /** A tag for those who bought of a category. */
    public record Tag(String name, String category) {}

    /**
     * Recency, frequency and money.
     *
     * @param daysSinceLast days since the last order; −1 without one
     * @param ordersIn30Days orders of the last thirty days
     * @param yearlySpend yuan of the last year
     */
    public record Rfm(long daysSinceLast, int ordersIn30Days, BigDecimal yearlySpend) {}

    public Segments {
        tiers = List.copyOf(tiers);
        tags = List.copyOf(tags);
    }

    /** Reads {@code segments.yaml} of a home folder, or the product's own. */
    public static Segments read(Path home) {
        YamlNode root = ProductYaml.read(home, NAME, "tiers", "tags").own();
        return new Segments(
                root.get("tiers").items().stream()
                        .map(node -> new Tier(
                                node.allow("name", "yearlySpendFrom", "ordersIn30DaysFrom")
                                        .text("name"),
                                node.integer("yearlySpendFrom", 0, 0, 100_000_000),
                                node.integer("ordersIn30DaysFrom", 0, 0, 10_000)))
                        .toList(),
                root.get("tags").items().stream()
                        .map(node -> new Tag(node.allow("name", "category").text("name"), node.text("category")))
                        .toList());
    }

    /** The tier of somebody who buys so. */
    public Optional<String> tier(Rfm rfm) {
        return tiers.stream()
                .filter(tier -> rfm.yearlySpend().compareTo(BigDecimal.valueOf(tier.yearlySpendFrom())) >= 0
                        && rfm.ordersIn30Days() >= tier.ordersIn30DaysFrom())
                .map(Tier::name)
                .findFirst();
    }

    /** The tags of somebody who bought of these categories. */
    public List<String> tags(Set<String> categories) {
        return tags.stream()
                .filter(tag -> categories.contains(tag.category()))
                .map(Tag::name)
                .toList();
    }
}
