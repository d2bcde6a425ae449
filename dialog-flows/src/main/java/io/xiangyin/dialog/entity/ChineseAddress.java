package io.xiangyin.dialog.entity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds an address in China within a sentence, from the province, or whatever it begins with, to the door. */
final class ChineseAddress {
    private static final String HAN = "\\p{IsHan}";

    /** The 34 provinces with and without what they are; municipalities are cities as well. */
    private static final String PROVINCE = "(?:内蒙古|广西|西藏|宁夏|新疆)(?:[壮回维吾尔族]{0,4}自治区)?"
            + "|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省?"
            + "|(?:北京|天津|上海|重庆)市?|(?:香港|澳门)(?:特别行政区)?";

    private static final String CITY = "[" + HAN + "]{2,9}?(?:市|自治州|地区|盟)";
    private static final String DISTRICT = "[" + HAN + "]{1,8}?(?:自治县|自治旗|县|旗|市|(?<![小社校园])区)";
    private static final String TOWN = "[" + HAN + "]{1,6}?(?:街道|镇|乡|苏木)";
    private static final String PLACE =
            "[" + HAN + "a-z0-9]{1,20}?" + "(?:路|街|大道|道|巷|弄|胡同|村|屯|庄|小区|社区|花园|花苑|家园|公寓|大厦|广场|园区|苑|园|湾|府|新城|里)";
    private static final String NUMBER =
            "[" + HAN + "a-z0-9-]{0,12}?[0-9一二三四五六七八九十a-z](?:号楼|号院|号|弄|栋|幢|座|单元|室|层|楼|组|户)";

    private static final String REGION = optional(PROVINCE) + optional(CITY) + optional(DISTRICT) + optional(TOWN);
    private static final String VILLAGE = "[" + HAN + "]{1,6}?(?:庄村|村|屯|庄)(?:[0-9一二三四五六七八九十]{1,3}组)?";

    /**
     * A place with a number, with the region before it or not; a village within a region needs no number. Nothing that was
     * taken for a region is tried otherwise, so that no text takes long.
     */
    static final String PATTERN = REGION + "(?:" + PLACE + "(?:" + NUMBER + "){1,5}|(?<=[市县区旗镇乡道])" + VILLAGE
            + ")(?:-?[0-9]{1,5}(?![0-9块元件个天]))?";

    /** What leads up to an address and is no part of it: "寄到", "地址改成", "我家住在". */
    private static final Pattern LEAD =
            Pattern.compile("^[" + HAN + "]{0,12}?(?:地址|寄到|送到|发到|改到|换到|搬到|寄去|改成|改为|换成|换个|家|住|在|到|是|给|叫|去|写)+");

    private static final Pattern KNOWN = Pattern.compile(PROVINCE);
    private static final int LONGEST_REGION = 9;

    private ChineseAddress() {}

    private static String optional(String part) {
        return "(?>" + part + ")?+";
    }

    /** The address alone in what was found. */
    static String of(Matcher match) {
        String found = match.group();
        Matcher known = KNOWN.matcher(found);
        if (known.find() && known.start() <= LONGEST_REGION) {
            return found.substring(known.start());
        }
        int region = found.split("[市县区旗镇乡]", 2)[0].length();
        Matcher lead = LEAD.matcher(found).region(0, Math.min(region, found.length()));
        int begin = 0;
        while (lead.find()) {
            begin = lead.end();
            lead.region(begin, Math.max(begin, region));
        }
        return found.substring(begin);
    }
}
