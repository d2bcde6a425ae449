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
    private static final Pattern PARTS =
            Pattern.compile("(?<province>[\\p{IsHan}]{2,7}?(?:省|自治区)|(?:北京|上海|天津|重庆)(?:市(?!区))?)?"
                    + "(?<city>[\\p{IsHan}]{2,6}?(?:市|自治州|地区|盟))?"
                    + "(?<district>[\\p{IsHan}]{1,6}?(?:自治县|区|县|旗)(?![\\p{IsHan}]?(?:号楼|栋)))?"
                    + "(?<detail>.*)");

    private Address() {}

    static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String rest = text.strip();
        Matcher phone = PHONE.matcher(rest.replaceAll("(?<=\\d)[ -](?=\\d)", ""));
        if (phone.find()) {
            parts.put("phone", phone.group());
            rest = rest.replaceAll("(?<=\\d)[ -](?=\\d{4})", "").replace(phone.group(), "");
        }
        Matcher name = NAME.matcher(rest);
        if (name.find()) {
            parts.put("name", name.group(1));
            rest = rest.replace(name.group(), "");
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
