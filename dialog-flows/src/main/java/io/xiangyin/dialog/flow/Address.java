package io.xiangyin.dialog.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a delivery address in China as a shopper writes it. Parts that are not there are not in the map:
 * {@code province}, {@code city}, {@code district}, {@code detail}, {@code phone}, {@code name}.
 */
final class Address {
    private static final Pattern PHONE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern NAME = Pattern.compile(
            "(?:收货人|收件人|联系人|名字)(?:姓名)?(?:改成|换成|是|叫|：|:)?\\s*([\\p{IsHan}]{2,4}?)(?=[，,。；;\\s\\d]|电话|手机|$)");
    private static final Pattern LABELS = Pattern.compile(
            "(新)?(收货)?(地址|电话|手机号?|号码)(?:改成|改为|换成|是|：|:)+|[，,。；;]?(新的?)?(收货)?(电话|手机号?|号码)(?:改成|改为|换成|是|：|:)*$");
    private static final Pattern PARTS = Pattern.compile(
            "(?<province>[\\p{IsHan}]{2,7}?(?:省|自治区)|(?:北京|上海|天津|重庆)(?:市(?!区))?|(?:内蒙古|广西|西藏|宁夏|新疆)(?=[\\p{IsHan}]{2,9}(?:市|州|地区|盟)))?"
                    + "(?<city>[\\p{IsHan}]{2,9}?(?:市|自治州|地区|盟))?"
                    + "(?<district>[\\p{IsHan}]{1,8}?(?:自治县|自治旗|县|旗|市|(?<![小社校园])区)(?![\\p{IsHan}]?(?:号楼|栋)))?"
                    + "(?<detail>.*)");

    /** A name beside the phone number, set off from what is around the two. */
    private static final Pattern NAME_BY_PHONE =
            Pattern.compile("(?:^|[\\s，,。；;])(?<before>[\\p{IsHan}]{2,4})[\\s，,：:]+(?=1[3-9]\\d{9})"
                    + "|(?<=1[3-9]\\d{9})[\\s，,：:]+(?<after>[\\p{IsHan}]{2,4})(?=$|[\\s，,。；;])");

    private static final Pattern NO_NAME = Pattern.compile("电话|手机|号码|地址|收|联系|[号室楼栋幢层路街市区县镇]$|谢谢|麻烦|新的");

    private Address() {}

    static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String rest = text.strip();
        Matcher phone = PHONE.matcher(rest.replaceAll("(?<=\\d)[ -](?=\\d)", ""));
        boolean hasPhone = phone.find();
        rest = hasPhone ? rest.replaceAll("(?<=\\d)[ -](?=\\d{4})", "") : rest;
        rest = withoutName(rest, parts);
        if (hasPhone) {
            parts.put("phone", phone.group());
            rest = rest.replace(phone.group(), "");
        }
        rest = LABELS.matcher(rest).replaceAll("").replaceAll("^[\\s，,。；;：:]+|[\\s，,。；;：:！!~～]+$|(吧|哈|谢谢|麻烦了)+$", "");
        Matcher places = PARTS.matcher(rest.replaceAll("\\s+(?=[\\p{IsHan}]*(省|市|区|县))", ""));
        if (places.matches()) {
            put(parts, "province", municipality(places.group("province")));
            put(parts, "city", places.group("city") == null ? city(places.group("province")) : places.group("city"));
            put(parts, "district", places.group("district"));
            put(parts, "detail", places.group("detail").strip());
        }
        return parts;
    }

    /** The text without the name, which is put among the parts if there is one. */
    private static String withoutName(String text, Map<String, String> parts) {
        Matcher told = NAME.matcher(text);
        if (told.find()) {
            parts.put("name", told.group(1));
            return text.replace(told.group(), "");
        }
        Matcher beside = NAME_BY_PHONE.matcher(text);
        while (beside.find()) {
            String name = beside.group("before") == null ? beside.group("after") : beside.group("before");
            if (!NO_NAME.matcher(name).find()) {
                parts.put("name", name);
                return text.substring(0, beside.start()) + " " + text.substring(beside.end());
            }
        }
        return text;
    }

    private static @Nullable String municipality(@Nullable String province) {
        return province != null && province.length() == 2 ? province + "市" : province;
    }

    /** A municipality is its own city. */
    private static @Nullable String city(@Nullable String province) {
        String whole = municipality(province);
        return whole != null && whole.endsWith("市") ? whole : null;
    }

    private static void put(Map<String, String> parts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parts.put(name, value);
        }
    }
}
