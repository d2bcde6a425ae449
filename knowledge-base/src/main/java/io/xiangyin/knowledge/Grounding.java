package io.xiangyin.knowledge;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a passage supports a statement: every number, date and amount of the statement stands in the passage,
 * its words do, and no clause says the opposite of the passage's clause that it resembles most. Where words decide
 * little, the nearness of the two as vectors does, if there are any.
 */
public final class Grounding {
    /** Share of the statement's pairs of characters that the passage must hold. */
    private static final double COVERED = 0.5;
    /** The same where the vectors of both are near. */
    private static final double COVERED_AND_NEAR = 0.3;

    private static final double NEAR = 0.75;
    /** Share of a clause's characters from which a clause of the passage speaks of the same. */
    private static final double SAME = 0.6;

    private static final String CHINESE_DIGITS = "零一二三四五六七八九";
    private static final Pattern NUMBER = Pattern.compile(
            "(?<n>\\d+(?:[.:]\\d+)?|[零一二两三四五六七八九十百千万半]+)\\s*(?<u>个工作日|工作日|个自然日|小时|分钟|个月|公斤|厘米|毫升|天|日|号|元|块|折|%|倍|年|月|周|星期|点|次|件|单|成|岁|级|克|斤|米|寸|期|g|kg|cm|ml)?");
    private static final Pattern HARMLESS_NOT = Pattern.compile(
            "无理由|无需|不妨|不过|不仅|不管|不论|无论|非常|无线|没问题|不错|不满|不少于|不足|差不多|不好意思|不同|无忧|不限|只不过|不但|不只|没关系|别的|特别|分别|类别|性别|区别|级别|别人|未来");
    private static final Pattern NOT = Pattern.compile("不|无|没|未|别|勿|禁|非|拒|唔|冇|弗|沒|無");
    private static final Pattern SHOP = Pattern.compile("我们|本店|商家|卖家|店里|店铺|平台|老板|我司|商城");
    private static final Pattern BUYER = Pattern.compile("您|你|买家|顾客|客人|自己|消费者|客户|会员");
    private static final Pattern PAYS = Pattern.compile("出|承担|付|负担|掏|报销|补");
    private static final Pattern CLAUSES = Pattern.compile("[，,。.！!？?；;：:、\\n（）()]+");
    private static final Pattern SMALL = Pattern.compile("[的了呢吗吧啊呀哦哈就也都还把给在是会要请能可以及和与或您你我们它这那个后前时]");

    private final @Nullable ToDoubleBiFunction<String, String> cosine;

    /** @param cosine nearness of two texts by their vectors, -1 to 1; null goes by words alone */
    public Grounding(@Nullable ToDoubleBiFunction<String, String> cosine) {
        this.cosine = cosine;
    }

    /** A passage that was read once, to hold many statements against. */
    public static final class Known {
        private final String passage;
        private final Set<String> numbers;
        private final Set<String> pairs;
        private final List<Clause> clauses;

        /** Reads a passage. */
        public Known(String passage) {
            String plain = plain(passage);
            this.passage = passage;
            this.numbers = numbers(plain);
            this.pairs = pairs(plain);
            this.clauses = clauses(plain);
        }
    }

    /**
     * A part of a sentence.
     *
     * @param matter the characters that tell what it is about
     */
    private record Clause(String text, Set<Integer> matter, Set<String> numbers, boolean negated) {
        static Clause of(String text) {
            return new Clause(text, Grounding.matter(text), Grounding.numbers(text), negations(text) % 2 == 1);
        }

        /** Share of the matter that the other speaks of too. */
        double shared(Clause other) {
            return matter.isEmpty()
                    ? 0
                    : (double) matter.stream().filter(other.matter::contains).count() / matter.size();
        }
    }

    /** Why the passage does not support the statement: {@code number}, {@code words}, {@code opposite} or {@code who}; null if it does. */
    public @Nullable String objection(String statement, String passage) {
        return objection(statement, new Known(passage));
    }

    /** The same for a passage that was read already. */
    public @Nullable String objection(String statement, Known known) {
        String said = plain(statement);
        if (!known.numbers.containsAll(numbers(said))) {
            return "number";
        }
        double covered = covered(pairs(said), known.pairs);
        if (covered < COVERED && !(covered >= COVERED_AND_NEAR && near(statement, known.passage))) {
            return "words";
        }
        return turned(said, known.clauses);
    }

    private boolean near(String statement, String passage) {
        return cosine != null && cosine.applyAsDouble(statement, passage) >= NEAR;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace("两", "二");
    }

    /** Every number with its unit, in one spelling: 七天 and 7日 are both {@code 7天}. */
    private static Set<String> numbers(String text) {
        Set<String> numbers = new HashSet<>();
        Matcher match = NUMBER.matcher(text);
        while (match.find()) {
            String unit = match.group("u");
            String number = match.group("n");
            boolean digits = Character.isDigit(number.charAt(0)) && number.charAt(0) < 128;
            if (!digits && unit == null && number.length() < 2) {
                continue; // 一 in 一下, 一定: a word, no number
            }
            String value = digits ? number : arabic(number);
            numbers.add(value + (unit == null ? "" : unit(unit)));
            if (unit != null) {
                numbers.add(value);
            }
        }
        return numbers;
    }

    private static String unit(String unit) {
        return switch (unit) {
            case "日", "号", "个自然日" -> "天";
            case "块" -> "元";
            case "个工作日" -> "工作日";
            case "星期" -> "周";
            default -> unit;
        };
    }

    private static String arabic(String chinese) {
        double total = 0;
        double section = 0;
        double digit = 0;
        for (int i = 0; i < chinese.length(); i++) {
            char c = chinese.charAt(i);
            int value = CHINESE_DIGITS.indexOf(c);
            if (value >= 0) {
                digit = value;
                continue;
            }
            switch (c) {
                case '十' -> section += (digit == 0 ? 1 : digit) * 10;
                case '百' -> section += (digit == 0 ? 1 : digit) * 100;
                case '千' -> section += (digit == 0 ? 1 : digit) * 1000;
                case '万' -> {
                    total += (section + digit) * 10_000;
                    section = 0;
                }
                default -> section += 0.5;
            }
            digit = 0;
        }
        double value = total + section + digit;
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static Set<String> pairs(String text) {
        String bare = SMALL.matcher(text.replaceAll("[^\\p{IsHan}a-z0-9]", "")).replaceAll("");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= bare.length(); i++) {
            pairs.add(bare.substring(i, i + 2));
        }
        return pairs;
    }

    private static double covered(Set<String> said, Set<String> known) {
        return said.isEmpty()
                ? 0
                : (double) said.stream().filter(known::contains).count() / said.size();
    }

    /**
     * Whether a clause turns round what the passage says of the same: another number, the opposite, or another one who
     * pays. A clause is compared with those of the passage that share most of its characters.
     */
    private static @Nullable String turned(String said, List<Clause> rules) {
        for (Clause clause : clauses(said)) {
            double most = rules.stream().mapToDouble(clause::shared).max().orElse(0);
            if (clause.matter().size() < 3 || most < SAME) {
                continue;
            }
            String objection = rules.stream()
                    .filter(rule -> clause.shared(rule) >= 0.9 * most)
                    .map(rule -> difference(clause, rule))
                    .reduce((one, other) -> one.isEmpty() ? one : other)
                    .orElse("");
            if (!objection.isEmpty()) {
                return objection;
            }
        }
        return null;
    }

    private static String difference(Clause clause, Clause rule) {
        if (!rule.numbers().containsAll(clause.numbers())) {
            return "number";
        }
        if (rule.negated() != clause.negated()) {
            return "opposite";
        }
        return samePayer(clause.text(), rule.text()) ? "" : "who";
    }

    /** The characters that tell what a clause is about. */
    private static Set<Integer> matter(String clause) {
        String bare = NOT.matcher(HARMLESS_NOT.matcher(clause).replaceAll("")).replaceAll("");
        Set<Integer> characters = new HashSet<>();
        SMALL.matcher(bare.replaceAll("[^\\p{IsHan}a-z]", ""))
                .replaceAll("")
                .codePoints()
                .forEach(characters::add);
        return characters;
    }

    private static List<Clause> clauses(String text) {
        return CLAUSES.splitAsStream(text)
                .filter(clause -> !clause.isBlank())
                .map(Clause::of)
                .toList();
    }

    /** How often a text says no, in Standard Mandarin or a dialect; 不好意思 and the like do not. */
    public static long negations(String text) {
        return NOT.matcher(HARMLESS_NOT.matcher(text).replaceAll("")).results().count();
    }

    private static boolean samePayer(String clause, String rule) {
        if (!PAYS.matcher(clause).find()) {
            return true;
        }
        boolean shop = SHOP.matcher(clause).find();
        boolean buyer = BUYER.matcher(clause).find();
        boolean ruleShop = SHOP.matcher(rule).find();
        boolean ruleBuyer = BUYER.matcher(rule).find();
        boolean known = (shop || buyer) && (ruleShop || ruleBuyer);
        return !known || (shop && ruleShop) || (buyer && ruleBuyer);
    }
}
