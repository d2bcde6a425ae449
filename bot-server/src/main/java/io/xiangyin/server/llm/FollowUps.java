package io.xiangyin.server.llm;

import java.util.regex.Pattern;

/** Knows questions that only make sense after what was said before: 那邮费呢, 这个也能退吗. */
final class FollowUps {
    private static final Pattern REFERS =
            Pattern.compile("^(?:那|还有|然后|所以|如果|要是|万一|不过|但是|可是)|呢[?？。]?$|它|这个|那个|这种|那种|这样|那样|刚才|上面|前面|也(?:可以|能|行|要)");
    private static final int SHORT = 16;

    private FollowUps() {}

    static boolean in(String text) {
        String bare = text.strip();
        return bare.length() <= SHORT && REFERS.matcher(bare).find();
    }
}
