package io.xiangyin.server.privacy;

import io.xiangyin.server.privacy.PersonalData.Kind;
import io.xiangyin.server.privacy.PersonalData.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of people, by the words around them and a family name at their beginning. */
final class Names {
    private static final String GIVEN = "[\\p{IsHan}]{1,2}";
    /** What may stand behind a name that nothing else shows to be one. */
    private static final String EDGE =
            "(?=$|[\\s,，.。;；!！?？、:：()（）\\d/]|的?(?:电话|手机|地址|身份证|订单|快递|号码|邮箱|卡)|收(?:$|[\\s,，。])|就(?:可以|行|好)|[，,]|呀|啊|哈|吧|和)";

    private final Pattern introduced;
    private final Pattern labelled;
    private final Pattern titled;
    private final Pattern receiving;
    private final Set<String> others;

    private Names(String family, Set<String> others) {
        this.others = others;
        introduced = Pattern.compile("(?:我(?:的名字)?(?:叫|姓名是|名叫)|名字(?:叫|是|写)|(?:我|本人)是|本人|(?:给|找|是|叫做?|转给|寄给|发给)(?="
                + family + GIVEN + "(?:收|签收|代收|的)))" + "(?<name>" + family + GIVEN + ")" + EDGE);
        labelled = Pattern.compile(
                "(?:姓名|收件人|收货人|收货|联系人|户名|持卡人|开户人|寄件人|签收人|代收人|抬头|实名|名字)(?:[是为改成填写换叫:： ]|应该|还是|请){0,4}(?<name>" + family
                        + GIVEN + "(?:[·•]\\p{IsHan}{1,8})?)(?!\\p{IsHan}*公司)" + EDGE);
        receiving = Pattern.compile("(?:^|[\\s,，、。;；:：\\d])(?<name>" + family + GIVEN
                + ")(?=(?:亲|签|代)?收(?:$|[\\s,，。;；\\d])|[\\s,，、]{1,2}(?:1[3-9]\\d|\\+?86))");
        titled = Pattern.compile("(?<name>" + family + "[\\p{IsHan}]{0,2}?)(?:先生|女士|小姐|太太|阿姨|大爷|大妈|师傅|老师|同学|总)(?!们)");
    }

    static Names load() {
        List<String> families = new ArrayList<>();
        StringBuilder single = new StringBuilder();
        for (String word : words("surnames.txt")) {
            if (word.length() == 2) {
                families.add(word);
            } else {
                single.append(word);
            }
        }
        families.add("[" + single + "]");
        return new Names("(?:" + String.join("|", families) + ")", new HashSet<>(words("not-names.txt")));
    }

    private static List<String> words(String resource) {
        try (InputStream in = Names.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> List.of(line.strip().split("\\s+", -1)).stream())
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        for (Pattern pattern : List.of(labelled, introduced, receiving, titled)) {
            Matcher match = pattern.matcher(text);
            while (match.find()) {
                int start = match.start("name");
                if (others.stream().noneMatch(other -> text.startsWith(other, start))) {
                    found.add(new Span(Kind.NAME, match.start("name"), match.end("name")));
                }
            }
        }
        return found;
    }
}
