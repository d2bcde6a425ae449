package io.xiangyin.server.llm;

import io.xiangyin.knowledge.Grounding;
import io.xiangyin.server.privacy.PersonalData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A set text whose facts are hidden behind marks {@code 〔1〕}, {@code 〔2〕} …: numbers, amounts, dates, quoted names, order
 * numbers, links, lists and what is personal. Whoever rewords the rest cannot change them, and nobody outside reads them.
 *
 * @param template the text with marks
 * @param values what the marks stand for, in order
 */
record Facts(String template, List<String> values) {
    private static final String NUMERALS = "[零〇一二两三四五六七八九十百千万半几]";
    private static final String UNIT = "(?:个?工作日|个自然日|小时|分钟|个月|[天日号元块折成倍年月周期次件单岁级克斤米寸点个张位份条种楼室])";
    private static final List<Pattern> KINDS = List.of(
            Pattern.compile("(?m)^\\s*(?:[·•*\\-]|\\d+[.、．]|[①-⑳]).*$"),
            Pattern.compile("「[^」]*」|“[^”]*”|《[^》]*》|【[^】]*】|\"[^\"]*\""),
            Pattern.compile("[A-Za-z][A-Za-z0-9._:/@#?&=%+-]*"),
            Pattern.compile("(?<![A-Za-z0-9-])[¥￥]?\\d[\\d,.:：/%-]*(?:\\s*" + UNIT + ")?"),
            Pattern.compile("(?!(?<!第)一[单件个条种份张位点次块])第?" + NUMERALS + "+" + UNIT), // 一单 counts nothing
            Pattern.compile("大?[今明后昨前]天|今晚|明早|[上下]午|晚上|凌晨|中午|(?:周|星期|礼拜)[一二三四五六日天]|[本下上]周|月底|年底"));
    private static final Pattern MARK = Pattern.compile("〔(\\d{1,2})〕");

    private static final List<Pattern> LIMITS = List.of(
            Pattern.compile("最多|至多|顶多"),
            Pattern.compile("至少|最少|起码"),
            Pattern.compile("以内|之内"),
            Pattern.compile("以前|之前"),
            Pattern.compile("以后|之后"),
            Pattern.compile("超过|以上"),
            Pattern.compile("以下|不足"),
            Pattern.compile("只|仅|净係|光"),
            Pattern.compile("除了|除非"),
            Pattern.compile("如果|要是|假如|若|如"),
            Pattern.compile("可能|也许|大概|大约|一般|预计"));
    private static final Pattern PROMISE = Pattern.compile("赔|补偿|退|免费|送|优惠|减免|保证|承诺|一定|肯定|马上|立刻|立即|红包|券|取消|撤销|已经|成功");
    private static final double LONGER = 1.6;
    private static final int SLACK = 12;
    private static final double SAME_MATTER = 0.3;

    /** Hides the facts of a text; null if it has marks already. */
    static @Nullable Facts in(String text) {
        if (MARK.matcher(text).find() || text.indexOf('〔') >= 0) {
            return null;
        }
        StringBuilder template = new StringBuilder();
        List<String> values = new ArrayList<>();
        int done = 0;
        for (int[] span : spans(text)) {
            values.add(text.substring(span[0], span[1]));
            template.append(text, done, span[0])
                    .append('〔')
                    .append(values.size())
                    .append('〕');
            done = span[1];
        }
        return new Facts(template.append(text.substring(done)).toString(), values);
    }

    /** Where facts stand, in order, without overlaps; of two that begin alike the longer. */
    private static List<int[]> spans(String text) {
        List<int[]> all = new ArrayList<>();
        for (Pattern kind : KINDS) {
            kind.matcher(text).results().forEach(found -> all.add(new int[] {found.start(), found.end()}));
        }
        PersonalData.find(text).forEach(found -> all.add(new int[] {found.start(), found.end()}));
        all.sort(Comparator.<int[]>comparingInt(span -> span[0]).thenComparingInt(span -> -span[1]));
        List<int[]> apart = new ArrayList<>();
        for (int[] span : all) {
            if (apart.isEmpty() || span[0] >= apart.getLast()[1]) {
                apart.add(span);
            } else {
                apart.getLast()[1] = Math.max(apart.getLast()[1], span[1]);
            }
        }
        return apart;
    }

    /** Why the other words do not say the same: what was lost, added or turned round; null if they do. */
    @Nullable String objection(String otherwise) {
        String lost = survives(otherwise);
        if (lost != null) {
            return lost;
        }
        String before = bare(template);
        String after = bare(otherwise);
        if (LIMITS.stream()
                .anyMatch(limit ->
                        limit.matcher(before).find() != limit.matcher(after).find())) {
            return "limit";
        }
        if (!words(PROMISE, before).containsAll(words(PROMISE, after))) {
            return "promise";
        }
        if (questions(before) != questions(after)) {
            return "question";
        }
        if (after.length() > LONGER * before.length() + SLACK) {
            return "long";
        }
        return sameMatter(before, after) ? null : "matter";
    }

    /** Why the facts are not all in the other words, and no others, with as many negations; null if they are. */
    @Nullable String survives(String otherwise) {
        List<Integer> marks = MARK.matcher(otherwise)
                .results()
                .map(mark -> Integer.valueOf(mark.group(1)))
                .toList();
        if (!marks.equals(IntStream.rangeClosed(1, values.size()).boxed().toList())) {
            return "facts";
        }
        String before = bare(template);
        String after = bare(otherwise);
        if (!spans(after).isEmpty() || after.indexOf('〔') >= 0) {
            return "new-fact";
        }
        if (Grounding.negations(before) != Grounding.negations(after)) {
            return "opposite";
        }
        return null;
    }

    private static String bare(String text) {
        return MARK.matcher(text).replaceAll("＊");
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    private static long questions(String text) {
        return text.chars().filter(c -> c == '？' || c == '?').count();
    }

    /** Whether a good part of the characters of the one stand in the other: a dialect keeps the nouns. */
    private static boolean sameMatter(String before, String after) {
        Set<Integer> was = ideographs(before);
        Set<Integer> is = ideographs(after);
        long kept = was.stream().filter(is::contains).count();
        return was.isEmpty() || kept >= SAME_MATTER * was.size();
    }

    private static Set<Integer> ideographs(String text) {
        return text.codePoints().filter(Character::isIdeographic).boxed().collect(Collectors.toSet());
    }

    /** The words with the facts back in their places. */
    String fill(String words) {
        return MARK.matcher(words)
                .replaceAll(mark -> Matcher.quoteReplacement(values.get(Integer.parseInt(mark.group(1)) - 1)));
    }
}
