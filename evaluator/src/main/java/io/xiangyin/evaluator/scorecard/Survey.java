package io.xiangyin.evaluator.scorecard;

import io.xiangyin.evaluator.Comparison;
import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.scorecard.Questionnaire.Question;
import io.xiangyin.evaluator.scorecard.Questionnaire.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a questionnaire, cleaned, with what was dropped and why.
 *
 * @param dropped how many were dropped, by reason
 * @param responseRate valid ÷ sent; without value if nobody counted what was sent
 * @param groups of the valid ones and of those who were asked, by group
 */
public record Survey(
        List<Answers> valid,
        Map<String, Integer> dropped,
        Rate responseRate,
        Map<String, Group> groups,
        Questionnaire questionnaire) {
    private static final Duration SHORTEST = Duration.ofMinutes(2);
    private static final double FEWEST_ANSWERED = 0.8;
    private static final int FEWEST_FOR_A_CHECK = 5;
    private static final double FAR_APART = 2;
    private static final String OVERALL = "overall";

    /**
     * Who answered.
     *
     * @param response answers ÷ sent to the group; without value if that is not known
     * @param overall mean of the overall satisfaction, 1 to 5; null if nobody of them said
     * @param silent whether they answer clearly less often than everybody else, so that the means speak for others
     */
    public record Group(
            int answers, Rate response, @Nullable Double overall, boolean silent) {}

    /**
     * Whom it was sent to.
     *
     * @param count how many customers; 0 if unknown
     * @param byGroup how many, by group as in {@code ageGroup=60+}; empty if unknown
     */
    public record Sent(int count, Map<String, Integer> byGroup) {
        public Sent {
            byGroup = Map.copyOf(byGroup);
        }

        /** Only the number is known. */
        public static Sent of(int count) {
            return new Sent(count, Map.of());
        }
    }

    /**
     * Cleans: answered in under two minutes, from an address that answered before, less than four fifths of the core
     * questions answered, the same answer to all of them, or a number no question takes.
     *
     * @param sent who was asked
     */
    public static Survey of(Questionnaire questionnaire, List<Answers> all, Sent sent) {
        Map<String, Integer> dropped = new TreeMap<>();
        List<Answers> valid = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Answers one : all) {
            String reason = wrong(questionnaire, one, seen);
            if (reason == null) {
                valid.add(one);
            } else {
                dropped.merge(reason, 1, Integer::sum);
            }
        }
        return new Survey(
                List.copyOf(valid), dropped, Rate.of(valid.size(), sent.count()), groups(valid, sent), questionnaire);
    }

    private static @Nullable String wrong(Questionnaire questionnaire, Answers one, Set<String> seen) {
        if (one.took().compareTo(SHORTEST) < 0) {
            return "不到两分钟就答完";
        }
        if (!seen.add(one.respondent()) || (!one.address().isEmpty() && !seen.add("@" + one.address()))) {
            return "同一人或同一地址重复";
        }
        List<Question> core = questionnaire.core();
        List<Question> answered = core.stream()
                .filter(question -> one.values().containsKey(question.id()))
                .toList();
        if (answered.stream().anyMatch(question -> number(question, one).isEmpty())) {
            return "数字超出范围";
        }
        if (answered.size() < FEWEST_ANSWERED * core.size()) {
            return "答得太少";
        }
        boolean same = answered.stream()
                        .filter(question -> question.scale() == Scale.FIVE)
                        .map(question -> one.values().get(question.id()))
                        .distinct()
                        .count()
                == 1;
        return same ? "从头到尾同一个分" : null;
    }

    private static OptionalDouble number(Question question, Answers one) {
        return question.number(one.values().get(question.id()));
    }

    private static Map<String, Group> groups(List<Answers> valid, Sent sent) {
        Map<String, List<Answers>> byGroup = new TreeMap<>();
        sent.byGroup().keySet().forEach(name -> byGroup.put(name, new ArrayList<>()));
        valid.forEach(one -> one.groups()
                .forEach((name, value) -> byGroup.computeIfAbsent(name + "=" + value, _ -> new ArrayList<>())
                        .add(one)));
        Map<String, Group> groups = new TreeMap<>();
        byGroup.forEach((name, members) -> {
            int asked = sent.byGroup().getOrDefault(name, 0);
            Rate theirs = Rate.of(members.size(), asked);
            Rate others = Rate.of(valid.size() - members.size(), Math.max(0, sent.count() - asked));
            Comparison.RateChange change = Comparison.change(name, others, theirs);
            boolean silent = change.clear() && change.difference() != null && change.difference() < 0;
            groups.put(name, new Group(members.size(), theirs, overall(members), silent));
        });
        return groups;
    }

    private static @Nullable Double overall(List<Answers> members) {
        OptionalDouble mean = members.stream()
                .filter(Survey::saysOverall)
                .mapToInt(one -> Integer.parseInt(one.values().get(OVERALL)))
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private static boolean saysOverall(Answers one) {
        String value = one.values().get(OVERALL);
        return value != null && value.matches("[1-5]");
    }

    /**
     * The overall satisfaction as it would be if every group had answered in the share in which it was asked
     * (post-stratification): the mean of the groups' means, each weighted with how many of it were asked.
     *
     * @param by the attribute whose groups are weighted, such as {@code ageGroup}
     * @param raw mean over those who answered, 1 to 5
     * @param answers how many these are
     * @param asked how many the weighted mean speaks for
     * @param unheard how many were asked in groups of whom nobody answered; it does not speak for them
     */
    public record Weighted(String by, double raw, int answers, double weighted, long asked, long unheard) {}

    /** By each attribute of which it is known who was asked, and whose groups are more than one. */
    public List<Weighted> weighted() {
        Double raw = overall(valid);
        if (raw == null) {
            return List.of();
        }
        int answers = (int) valid.stream().filter(Survey::saysOverall).count();
        Map<String, List<Group>> byAttribute = new TreeMap<>();
        groups.forEach((name, group) -> byAttribute
                .computeIfAbsent(name.substring(0, name.indexOf('=')), _ -> new ArrayList<>())
                .add(group));
        List<Weighted> weighted = new ArrayList<>();
        byAttribute.forEach((by, members) -> {
            long unheard = asked(members, group -> group.overall() == null);
            long asked = asked(members, group -> group.overall() != null);
            if (members.size() > 1 && asked > 0) {
                double sum = members.stream()
                        .mapToDouble(group -> group.overall() == null
                                ? 0
                                : group.overall() * group.response().denominator())
                        .sum();
                weighted.add(new Weighted(by, raw, answers, sum / asked, asked, unheard));
            }
        });
        return weighted;
    }

    private static long asked(List<Group> groups, Predicate<Group> which) {
        return groups.stream()
                .filter(which)
                .mapToLong(group -> group.response().denominator())
                .sum();
    }

    /** The figures for a scorecard: means by question, and the net promoter score. */
    public Map<String, Measured> measures() {
        Map<String, Measured> measures = new HashMap<>();
        for (Question question : questionnaire.core()) {
            double[] values = values(question);
            if (values.length > 0) {
                measures.put("ask." + question.id(), new Measured(figure(question, values), values.length + " 份问卷"));
            }
        }
        return measures;
    }

    private double[] values(Question question) {
        return valid.stream()
                .map(one -> number(question, one))
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
    }

    private static double figure(Question question, double[] sorted) {
        double sum = 0;
        double promoters = 0;
        for (double value : sorted) {
            sum += value;
            promoters += value >= 9 ? 1 : value <= 6 ? -1 : 0;
        }
        return switch (question.scale()) {
            case TEN -> 100 * promoters / sorted.length;
            case MINUTES -> sorted[(sorted.length - 1) / 2];
            case FIVE, TEXT -> sum / sorted.length;
        };
    }

    /**
     * Holds the wait that was measured against the wait customers tell; a sentence if one is more than twice the other.
     *
     * @param measuredSeconds median of the measured waits for a person; null if none was measured
     */
    public Optional<String> waitsDisagree(@Nullable Double measuredSeconds) {
        double[] told = questionnaire.core().stream()
                .filter(question -> question.scale() == Scale.MINUTES)
                .findFirst()
                .map(this::values)
                .orElse(new double[0]);
        if (told.length < FEWEST_FOR_A_CHECK || measuredSeconds == null) {
            return Optional.empty();
        }
        double stated = told[(told.length - 1) / 2];
        double measured = measuredSeconds / 60;
        boolean far = stated > FAR_APART * Math.max(measured, 0.5) || measured > FAR_APART * Math.max(stated, 0.5);
        return far
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "量到的等待中位数是 %.1f 分钟，%d 位顾客说的是 %.1f 分钟，相差一倍以上：查一查转人工的等待是不是都算进去了。",
                        measured,
                        told.length,
                        stated))
                : Optional.empty();
    }
}
