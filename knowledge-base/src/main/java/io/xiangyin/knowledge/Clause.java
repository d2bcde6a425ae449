package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part of a sentence, or several that follow each other.
 *
 * @param matter the characters that tell what it is about
 * @param affirmed characters it says without a no before them
 * @param denied characters right behind a no
 * @param within characters somewhere behind a no, which may belong to it or not
 * @param payers who pays, where it says so
 */
record Clause(
        Set<Integer> matter,
        Quantities quantities,
        Set<Integer> affirmed,
        Set<Integer> denied,
        Set<Integer> within,
        Set<Payer> payers,
        int negations,
        int parts) {
    /** Characters from which a clause is about something by itself. */
    private static final int TELLING = 3;
    /** Share of a clause's characters from which another speaks of the same. */
    static final double SAME = 0.6;

    private static final Pattern HARMLESS_NOT = Pattern.compile(
            "([\\p{IsHan}])[不没]\\1|无理由|无需|不妨|不过|不仅|不管|不论|无论|非常|无线|没问题|不错|不满|不少于|不要?超过|不高于|不低于|不足|不到|差不多|不好意思|不同|无忧|只不过|不但|不只|没关系|别的|特别|分别|类别|性别|区别|级别|别人|未来");
    private static final Pattern NOT = Pattern.compile("不|无|没|未|别|勿|禁|非|拒|唔|冇|弗|沒|無");
    /** Said between a no and what it denies. */
    private static final Pattern AFTER_NOT = Pattern.compile("[有能可以会要给得再和跟与您你]*");

    /** 发货前 is before anything was sent: what is not yet is denied. */
    private static final Pattern NOT_YET = Pattern.compile("(?<what>\\p{IsHan}{2})(?:之前|以前|前)(?!\\p{IsHan}?天)");

    /** 不用寄回 denies all that it says. */
    private static final Pattern UNNEEDED = Pattern.compile("[用需必]要?");

    private static final Pattern CANNOT = Pattern.compile("(?<what>\\p{IsHan})不[了成起动完掉]");

    private static final Pattern SMALL = Pattern.compile("[的了呢吗吧啊呀哦哈就也都还把给在是会要请能可以及和与或您你我们它这那个后前时话则]");
    private static final Pattern END = Pattern.compile("[。.！!？?；;\\n]+(?!\\d)");
    private static final Pattern PAUSE = Pattern.compile("[，、（）()|“”\"]+|[,:：](?!\\d)");
    private static final Pattern CONDITION = Pattern.compile("^(?:如果|要是|若|万一).*|.*(?:的|的话|时|时候)$|\\D*的\\p{IsHan}{2}$");

    private static final String SHOP = "我们|我方|本店|商家|卖家|店里|店铺|平台|老板|我司|商城";
    private static final String BUYER = "您|你|买家|顾客|客人|自己|消费者|客户|会员";
    private static final Pattern PAYS = Pattern.compile("(?:(?<shop>" + SHOP + ")|(?<buyer>" + BUYER
            + "))(?:(?!" + SHOP + "|" + BUYER
            + ").){0,4}?(?:(?<![寄发退推超演提])出(?![现来示错发门去问差库具厂])|承担|付(?!款|完|定|尾|清|钱)|负担|掏|报销|垫|补(?!货|发|寄|充|办|开))");

    /** Who pays. */
    enum Payer {
        SHOP,
        BUYER
    }

    /** The sentences of a text, each in its clauses. */
    static List<List<String>> sentences(String text) {
        return END.splitAsStream(text)
                .map(sentence -> PAUSE.splitAsStream(sentence)
                        .map(String::strip)
                        .filter(clause -> !clause.isEmpty())
                        .toList())
                .filter(clauses -> !clauses.isEmpty())
                .toList();
    }

    /** The clauses of a sentence, those that are about nothing by themselves together with the next. */
    static List<Clause> telling(List<String> parts) {
        List<Clause> telling = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (String part : parts) {
            waiting.add(part);
            boolean last = part.equals(parts.getLast());
            if (tells(part) && (last || !CONDITION.matcher(part).matches())) {
                telling.add(of(waiting));
                waiting.clear();
            }
        }
        if (!waiting.isEmpty()) {
            int before = telling.isEmpty() ? 0 : 1;
            telling.subList(telling.size() - before, telling.size()).clear();
            telling.add(of(parts.subList(parts.size() - waiting.size() - before, parts.size())));
        }
        return telling;
    }

    /** Parts that follow each other, as one. */
    static Clause of(List<String> parts) {
        Set<Integer> affirmed = new HashSet<>();
        Set<Integer> denied = new HashSet<>();
        Set<Integer> within = new HashSet<>();
        int negations = 0;
        for (String part : parts) {
            negations += denials(part);
            polarity(part, affirmed, denied, within);
        }
        String text = String.join("，", parts);
        return new Clause(
                parts.stream().flatMap(part -> matter(part).stream()).collect(Collectors.toUnmodifiableSet()),
                Quantities.of(text),
                affirmed,
                denied,
                within,
                parts.stream().flatMap(part -> payers(part).stream()).collect(Collectors.toUnmodifiableSet()),
                negations,
                parts.size());
    }

    private static void polarity(String part, Set<Integer> affirmed, Set<Integer> denied, Set<Integer> within) {
        String text = cut(CANNOT, cut(NOT_YET, HARMLESS_NOT.matcher(part).replaceAll(""), denied), denied);
        Matcher no = NOT.matcher(text);
        int scope = text.length();
        Matcher gap = AFTER_NOT.matcher(text);
        while (no.find()) {
            scope = Math.min(scope, no.start());
            gap.region(no.end(), text.length());
            int at = gap.lookingAt() ? gap.end() : no.end();
            han(text.substring(at, Math.min(text.length(), at + 1))).forEach(denied::add);
            if (UNNEEDED.matcher(text).region(at, text.length()).lookingAt()) {
                denied.addAll(han(text.substring(at)));
            }
        }
        affirmed.addAll(han(text.substring(0, scope)));
        within.addAll(han(text.substring(scope)));
    }

    /** The text without what a pattern finds, which is denied. */
    private static String cut(Pattern pattern, String text, Set<Integer> denied) {
        pattern.matcher(text).results().forEach(found -> denied.addAll(han(found.group("what"))));
        return pattern.matcher(text).replaceAll("");
    }

    private static Set<Integer> han(String text) {
        return SMALL.matcher(text)
                .replaceAll("")
                .codePoints()
                .filter(Character::isIdeographic)
                .boxed()
                .collect(Collectors.toSet());
    }

    /** The characters that tell what a text is about. */
    static Set<Integer> matter(String text) {
        String bare = NOT.matcher(HARMLESS_NOT.matcher(Quantities.without(text)).replaceAll(""))
                .replaceAll("");
        if (!payers(text).isEmpty()) {
            bare = bare.replaceAll(SHOP + "|" + BUYER, "");
        }
        return SMALL.matcher(bare.replaceAll("[^\\p{IsHan}a-z]", ""))
                .replaceAll("")
                .codePoints()
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Payer> payers(String text) {
        Set<Payer> payers = new HashSet<>();
        Matcher match = PAYS.matcher(text);
        while (match.find()) {
            payers.add(match.group("shop") != null ? Payer.SHOP : Payer.BUYER);
        }
        return payers;
    }

    /** How often a text says no, in Standard Mandarin or a dialect; 不好意思 and the like do not. */
    static long negations(String text) {
        return NOT.matcher(HARMLESS_NOT.matcher(text).replaceAll("")).results().count();
    }

    private static int denials(String part) {
        return (int) (negations(part) + NOT_YET.matcher(part).results().count());
    }

    /** Whether it can be held against a rule: it is about something, or about a number of it. */
    boolean tells() {
        return matter.size() >= TELLING
                || (!matter.isEmpty() && !quantities.all().isEmpty());
    }

    private static boolean tells(String part) {
        return of(List.of(part)).tells();
    }

    /** Share of the matter that another speaks of too. */
    double shared(Clause other) {
        return shared(matter, other.matter);
    }

    static double shared(Set<Integer> some, Set<Integer> others) {
        return some.isEmpty()
                ? 0
                : (double) some.stream().filter(others::contains).count() / some.size();
    }

    /** Whether this denies what the rule affirms, or the other way round. */
    boolean opposes(Clause rule) {
        boolean affirms = affirmed.stream().anyMatch(c -> rule.denied.contains(c) && !rule.affirmed.contains(c));
        boolean denies = denied.stream()
                .anyMatch(c -> rule.affirmed.contains(c) && !rule.denied.contains(c) && !rule.within.contains(c));
        return affirms || denies;
    }

    /** Whether one says no to what the other says of the same, seen as wholes. */
    boolean reverses(Clause rule) {
        return rule.parts == 1
                && shared(rule) >= SAME
                && rule.shared(this) >= SAME
                && negations % 2 != rule.negations % 2;
    }

    /** Whether both name who pays, and name others. */
    boolean otherPayer(Clause rule) {
        return !payers.isEmpty() && !rule.payers.isEmpty() && Collections.disjoint(payers, rule.payers);
    }
}
