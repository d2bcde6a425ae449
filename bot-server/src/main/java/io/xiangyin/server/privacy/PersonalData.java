package io.xiangyin.server.privacy;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.dialog.care.PersonalNumbers;
import io.xiangyin.dialog.entity.Entities;
import io.xiangyin.dialog.entity.Entity;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what in a text is personal: numbers of phones, identity cards and bank cards by their form and check digit,
 * however they are spaced or in Chinese digits, e-mail addresses, addresses, names, and numbers of orders and parcels.
 */
public final class PersonalData {
    private static final LocalDate ANY_DAY = LocalDate.ofInstant(Instant.EPOCH, OpeningHours.SHOP_TIME);
    private static final String DIGITS = "零一二三四五六七八九";
    private static final String OTHER_DIGITS = "〇壹贰叁肆伍陆柒捌玖";

    private static final String DIGIT = "[0-9xX零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖幺]";
    /** Digits with at most two spaces, dashes or the like between them. */
    private static final Pattern RUN = Pattern.compile(DIGIT + "(?:[\\s\\-—–_.·,，*]{0,2}" + DIGIT + "){6,40}");

    private static final Pattern MOBILE = Pattern.compile("(?:0?0?86)?1[3-9]\\d{9}");
    private static final Pattern LANDLINE = Pattern.compile("0(?:10|2\\d|[3-9]\\d{2})[2-9]\\d{6,7}");
    private static final Pattern IDENTITY_CARD =
            Pattern.compile("[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dX]");
    private static final Pattern BANK_CARD = Pattern.compile("(?:62|4\\d|5[1-5]|60|35|9\\d)\\d{13,17}");
    private static final Pattern CARD_NAMED = Pattern.compile("(?:卡号|银行卡|储蓄卡|信用卡|借记卡|账号|帐号|账户|帐户)[^0-9]{0,12}$");
    private static final Pattern IDENTITY_NAMED = Pattern.compile("(?:身份证|证件)[^0-9]{0,12}$");
    private static final Pattern PHONE_NAMED = Pattern.compile("(?:电话|座机|手机|联系方式|打到?|致电|固话|拨)[^0-9]{0,8}$");
    private static final Pattern ORDER_NAMED = Pattern.compile("(?:订单|单号|编号|运单|快递单)[^0-9]{0,6}$");

    private static final Pattern EMAIL = Pattern.compile(
            "[a-z0-9][a-z0-9._%+\\-]{0,63}\\s?(?:@|\\(at\\)|\\[at]| at |艾特|#at#)\\s?[a-z0-9][a-z0-9\\-]{0,62}(?:\\s?(?:\\.|点|\\(dot\\)| dot )\\s?[a-z][a-z0-9\\-]{1,20}){1,3}");
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?:微信号?|wx|vx|v信|qq号?|支付宝账?号?|旺旺号?)(?:[是为:： ]|号码|账号){0,4}(?<id>[a-z][a-z0-9_\\-]{5,19}|(?<![0-9])[1-9]\\d{4,10}(?![0-9]))");

    private static final Pattern HALF_A_NAME = Pattern.compile("园|苑|里|庄|村|府|湾|花园|公寓");
    /** What follows a house number and still tells the place: 南京大学3号宿舍楼502. */
    private static final Pattern TO_THE_DOOR = Pattern.compile(
            "(?:[\\p{IsHan}a-z0-9#\\-]{0,12}?(?:号楼|宿舍楼?|楼|栋|幢|座|单元|室|层|户|广场|大厦|中心|公寓|小区|学校|大学|号|[0-9零〇一二三四五六七八九]{3,4}(?![0-9])))+");

    private static final Names NAMES = Names.load();

    private PersonalData() {}

    /** What is personal. */
    public enum Kind {
        PHONE("电话"),
        IDENTITY_CARD("身份证号"),
        BANK_CARD("银行卡号"),
        EMAIL("邮箱"),
        ACCOUNT("账号"),
        ADDRESS("地址"),
        NAME("姓名"),
        ORDER("单号");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What stands in its place. */
        public String title() {
            return title;
        }
    }

    /** A place in a text, from {@code start} to before {@code end}, in characters. */
    public record Span(Kind kind, int start, int end) {
        /** Whether the two have a character in common. */
        public boolean overlaps(Span other) {
            return start < other.end && other.start < end;
        }
    }

    /** What is personal in a text, in order, without overlaps. */
    public static List<Span> find(String text) {
        return find(text, List.of());
    }

    /**
     * What is personal in a text, in order, without overlaps.
     *
     * @param names names that are known, such as the customer's
     */
    public static List<Span> find(String text, Collection<String> names) {
        String plain = aligned(text);
        List<Span> found = new ArrayList<>();
        matches(EMAIL, plain, 0, Kind.EMAIL, found);
        numbers(plain, found);
        Matcher account = ACCOUNT.matcher(plain);
        while (account.find()) {
            add(new Span(Kind.ACCOUNT, account.start("id"), account.end("id")), found);
        }
        for (Entity entity : Entities.find(plain, ANY_DAY)) {
            switch (entity.kind()) {
                case ADDRESS -> address(plain, entity, found);
                case ORDER_NO, TRACKING_NO -> {
                    int at = plain.indexOf(entity.value().toLowerCase(Locale.ROOT), entity.start());
                    add(new Span(Kind.ORDER, at, at + entity.value().length()), found);
                }
                default -> {
                    // amounts, dates and sizes are nobody's
                }
            }
        }
        names.stream()
                .filter(name -> name.strip().length() > 1)
                .forEach(name -> matches(Pattern.compile(Pattern.quote(name.strip())), text, 0, Kind.NAME, found));
        NAMES.find(plain).forEach(span -> add(span, found));
        found.sort(Comparator.comparingInt(Span::start));
        return List.copyOf(found);
    }

    private static void address(String plain, Entity entity, List<Span> found) {
        int at = plain.indexOf(entity.value(), entity.start());
        if (at >= 0) {
            // 怡景家园 is not 家 and 园
            int begin = HALF_A_NAME.matcher(entity.value()).lookingAt() ? Math.max(entity.start(), at - 4) : at;
            Matcher rest = TO_THE_DOOR.matcher(plain).region(at + entity.value().length(), plain.length());
            int end = rest.lookingAt() ? rest.end() : at + entity.value().length();
            add(new Span(Kind.ADDRESS, begin, end), found);
        }
    }

    private static void matches(Pattern pattern, String text, int group, Kind kind, List<Span> found) {
        Matcher match = pattern.matcher(text);
        while (match.find()) {
            add(new Span(kind, match.start(group), match.end(group)), found);
        }
    }

    private static void add(Span span, List<Span> found) {
        if (span.start() >= 0 && found.stream().noneMatch(span::overlaps)) {
            found.add(span);
        }
    }

    /** The text in half-width lower-case characters, each where it stood. */
    private static String aligned(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char written = text.charAt(i);
            if (isPlain(written)) { // most are, and to ask the normaliser of each takes longer than all the rest
                plain.append(written);
                continue;
            }
            String one = Normalizer.normalize(String.valueOf(written), Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT);
            plain.append(one.length() == 1 ? one.charAt(0) : written);
        }
        return plain.toString();
    }

    /** Half-width and lower-case already. */
    private static boolean isPlain(char c) {
        return (c < 0x80 && !(c >= 'A' && c <= 'Z')) || (c >= 0x4e00 && c <= 0x9fff);
    }

    private static void numbers(String plain, List<Span> found) {
        Matcher run = RUN.matcher(plain);
        while (run.find()) {
            if (run.start() > 0 && latin(plain.charAt(run.start() - 1))) {
                continue; // a parcel's or a model's number
            }
            Groups.of(plain, run.start(), run.end()).stream()
                    .sorted(Comparator.comparingInt(
                                    (Groups.Piece piece) -> piece.digits().length())
                            .reversed())
                    .forEach(piece -> {
                        Kind kind = kind(piece.digits(), plain.substring(0, piece.start()));
                        if (kind != null) {
                            add(new Span(kind, piece.start(), piece.end()), found);
                        }
                    });
        }
    }

    private static boolean latin(char c) {
        return c >= 'a' && c <= 'z' && c != 'x';
    }

    private static @Nullable Kind kind(String digits, String before) {
        String end = before.substring(Math.max(0, before.length() - 24));
        if (IDENTITY_CARD.matcher(digits).matches()) {
            return PersonalNumbers.isIdentityCard(digits)
                            || IDENTITY_NAMED.matcher(end).find()
                    ? Kind.IDENTITY_CARD
                    : null;
        }
        if (digits.matches("\\d{15}") && IDENTITY_NAMED.matcher(end).find()) {
            return Kind.IDENTITY_CARD;
        }
        if (MOBILE.matcher(digits).matches()) {
            return Kind.PHONE;
        }
        if (ORDER_NAMED.matcher(end).find()) {
            return null; // found as what it is called
        }
        boolean card = BANK_CARD.matcher(digits).matches() && PersonalNumbers.isLuhn(digits);
        if (card || (digits.matches("\\d{12,19}") && CARD_NAMED.matcher(end).find())) {
            return Kind.BANK_CARD;
        }
        boolean landline = LANDLINE.matcher(digits).matches();
        boolean local =
                digits.matches("[2-9]\\d{6,7}") && PHONE_NAMED.matcher(end).find();
        return (landline || local) ? Kind.PHONE : null;
    }

    /** A run of digits in the pieces it is written in, and every row of neighbouring pieces. */
    private static final class Groups {
        record Piece(String digits, int start, int end) {}

        static List<Piece> of(String plain, int from, int to) {
            List<int[]> groups = new ArrayList<>();
            for (int i = from; i < to; i++) {
                if (digit(plain.charAt(i)) == 0) {
                    continue;
                }
                if (!groups.isEmpty() && groups.getLast()[1] == i) {
                    groups.getLast()[1] = i + 1;
                } else {
                    groups.add(new int[] {i, i + 1});
                }
            }
            List<Piece> pieces = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                StringBuilder digits = new StringBuilder();
                for (int j = i; j < groups.size(); j++) {
                    for (int at = groups.get(j)[0]; at < groups.get(j)[1]; at++) {
                        digits.append(digit(plain.charAt(at)));
                    }
                    if (digits.length() >= 7 && digits.length() <= 24) {
                        pieces.add(new Piece(digits.toString(), groups.get(i)[0], groups.get(j)[1]));
                    }
                }
            }
            return pieces;
        }

        /** The digit in ASCII, {@code X} for the check digit ten, 0 (the character NUL) for none. */
        private static char digit(char c) {
            if (c >= '0' && c <= '9') {
                return c;
            }
            if (c == 'x') {
                return 'X';
            }
            if (c == '幺') {
                return '1';
            }
            int at = Math.max(DIGITS.indexOf(c), OTHER_DIGITS.indexOf(c));
            return at < 0 ? 0 : (char) ('0' + at);
        }
    }
}
