package io.xiangyin.dialog.manner;

import io.xiangyin.core.Reply;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a voice says for a reply: choices named by their place, numbers of orders and telephones sign by sign, no signs
 * that only the eye understands.
 */
final class SpokenText {
    private static final Pattern NUMBERED = Pattern.compile("(?m)^\\s*(\\d{1,2})[.、]\\s*");
    private static final Pattern BULLET = Pattern.compile("(?m)^\\s*[-•·]\\s*");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    private static final Pattern PRICE = Pattern.compile("[¥￥]\\s?(\\d+(?:\\.\\d+)?)");
    private static final Pattern CLOCK = Pattern.compile("(?<!\\d)(\\d{1,2}):(\\d{2})(?!\\d)");
    private static final Pattern BETWEEN = Pattern.compile("(?<=[\\d点分月日元])\\s?[–—~～]\\s?(?=\\d)");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\dA-Za-z])(?:[A-Za-z]{1,4}\\d[\\dA-Za-z-]{3,}|\\d{7,})");
    private static final Pattern BRACKETS = Pattern.compile("[「」『』“”《》]");

    private SpokenText() {}

    /**
     * The words for a reply; null if they are those of its text.
     *
     * @param choices sentence around the choices, with {@code {choices}} in their place
     */
    static @Nullable String of(Reply reply, String choices) {
        String words = aloud(reply.text());
        if (reply.choices().size() > 1) {
            words += choices.replace("{choices}", named(reply.choices()));
        }
        return words.equals(reply.text()) ? null : words;
    }

    private static String named(List<Reply.Choice> choices) {
        return IntStream.range(0, choices.size())
                .mapToObj(place -> "第" + (place + 1) + "，"
                        + aloud(NUMBERED.matcher(choices.get(place).title())
                                .replaceFirst("")
                                .replaceAll("（[^）]*）", "")))
                .collect(Collectors.joining("；"));
    }

    private static String aloud(String text) {
        String words = ADDRESS.matcher(text).replaceAll("网址");
        words = NUMBERED.matcher(words).replaceAll("第$1，");
        words = BULLET.matcher(words).replaceAll("");
        words = PRICE.matcher(words).replaceAll("$1元");
        words = CLOCK.matcher(words).replaceAll(SpokenText::time);
        words = BETWEEN.matcher(words).replaceAll("到");
        words = NUMBER.matcher(words).replaceAll(found -> signBySign(found.group()));
        return BRACKETS.matcher(words).replaceAll("").replace('（', '，').replace("）", "");
    }

    private static String time(MatchResult clock) {
        return clock.group(1) + "点" + (clock.group(2).equals("00") ? "" : clock.group(2) + "分");
    }

    private static String signBySign(String number) {
        return number.chars()
                .mapToObj(sign -> sign == '-' ? "杠" : String.valueOf((char) sign))
                .collect(Collectors.joining(" "));
    }
}
