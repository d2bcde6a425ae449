package io.xiangyin.dialog.care;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identity card and bank card numbers in a text, told from order and parcel numbers by their check digits. */
public final class PersonalNumbers {
    private static final Pattern IDENTITY_CARD = Pattern.compile(
            "(?<!\\d)[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx](?!\\d)");
    private static final Pattern BANK_CARD =
            Pattern.compile("(?<![\\dA-Za-z-])(?:62|4\\d|5[1-5]|60|35)\\d{14,17}(?!\\d)");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    private PersonalNumbers() {}

    /** What kind of number is in the text; the number itself is not told on. Null if there is none. */
    static @Nullable String find(String text) {
        String digits = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("(?<=\\d)[ -](?=\\d)", "");
        Matcher identity = IDENTITY_CARD.matcher(digits);
        while (identity.find()) {
            if (isIdentityCard(identity.group())) {
                return "身份证号";
            }
        }
        Matcher bank = BANK_CARD.matcher(digits);
        while (bank.find()) {
            if (isLuhn(bank.group())) {
                return "银行卡号";
            }
        }
        return null;
    }

    /** Whether the last of 18 digits is the check digit of the others: GB 11643, weighted sum modulo 11. */
    public static boolean isIdentityCard(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11) == Character.toUpperCase(number.charAt(17));
    }

    /** Whether the last of these digits is the check digit of the others: ISO/IEC 7812, as on bank cards. */
    public static boolean isLuhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
