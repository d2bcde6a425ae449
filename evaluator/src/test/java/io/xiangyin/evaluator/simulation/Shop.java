package io.xiangyin.evaluator.simulation;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A small cast for tests: somebody who wants to return a kettle, and what a bot may say to them. */
final class Shop {
    static final Goal RETURN = goal(Map.of("returns.0.reason", "no_reason"), List.of(), false);
    static final Goal HURT = goal(Map.of(), List.of(), true);
    static final Goal ASKING = goal(Map.of(), List.of(Pattern.compile("运费")), false);

    private Shop() {}

    private static Goal goal(Map<String, String> wants, List<Pattern> told, boolean human) {
        return new Goal(
                "return",
                "退货",
                "c-1001",
                "XY1001-01",
                wants,
                List.of(),
                told,
                List.of(),
                List.of("退货"),
                human,
                human,
                plain("我要退<item>", "把<item>退了"),
                Map.of("order", plain("<item>"), "reason", plain("不喜欢", "用不着")));
    }

    static Wordings plain(String... ways) {
        return new Wordings(Map.of("plain", List.of(ways)));
    }

    static Persona persona(int patience, boolean changesMind) {
        return new Persona("plain", "普通人", "plain", patience, false, null, null, false, changesMind, false);
    }

    static Cast cast(Goal goal, Persona persona) {
        return new Cast(
                List.of(goal),
                List.of(persona),
                Map.of(
                        "yes", plain("好的"),
                        "decline", plain("不用了"),
                        "withdraw", plain("先不办"),
                        "resume", plain("还是办吧。<wish>"),
                        "notThis", plain("不是，是<item>"),
                        "unknown", plain("不知道"),
                        "human", plain("转人工"),
                        "thanks", plain("谢谢")),
                Map.of("XY1001-01", plain("水壶"), "XY1001-02", plain("羽绒服")));
    }

    static Heard says(String text, @Nullable String asked) {
        return new Heard(List.of(text), List.of(), asked, List.of(), null, false);
    }

    static Heard done(String text) {
        return new Heard(List.of(text), List.of(), null, List.of(), null, true);
    }

    static Heard human(String text) {
        return new Heard(List.of(text), List.of(), null, List.of(), "safety", false);
    }

    /** The kettle's order, with returns for these reasons. */
    static Map<String, Object> orders(String... reasons) {
        List<Map<String, String>> returns = List.of(reasons).stream()
                .map(reason -> Map.of("reason", reason))
                .toList();
        return Map.of("XY1001-01", Map.of("status", "signed", "returns", returns));
    }
}
