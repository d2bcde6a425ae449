package io.xiangyin.dialog.understand;

import io.xiangyin.core.FlowFrame.SlotValue;
import io.xiangyin.dialog.flow.Element;
import io.xiangyin.dialog.flow.SlotType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a slot's value in the shopper's words. */
public final class SlotMatcher {
    private static final Pattern NUMBER_OF_A_THING = Pattern.compile("[a-z]{2}\\d{6,}");
    private static final Pattern PLACE_WORDS = Pattern.compile("[省市区县镇乡村路街巷弄号栋幢楼室苑园湾庄屯里]|小区|单元|大厦|公寓|广场|驿站|学校|大学|公司");
    private static final Pattern PHONE = Pattern.compile("1[3-9]\\d{9}");
    private static final int SHORTEST_PLACE = 5;

    private final Words words;
    private final Mentions mentions;
    private final Agreement agreement;

    public SlotMatcher(Words words) {
        this.words = words;
        this.mentions = new Mentions(words);
        this.agreement = new Agreement(words);
    }

    /**
     * The value the text gives to a slot.
     *
     * @param text as the shopper wrote it, in Mandarin
     * @param elements what a {@link SlotType.Pick} chooses from; empty for other types
     */
    public Optional<SlotValue> match(SlotType type, String text, List<Element> elements) {
        String bare = words.calm(Words.normalise(text));
        return switch (type) {
            case SlotType.YesNo kind -> agreement.of(text, kind).map(value -> new SlotValue(value, text.strip()));
            case SlotType.Choice choice -> choice(choice, bare);
            case SlotType.Pick _ -> mentions.asked(elements, bare);
            case SlotType.FreeText free -> freeText(free, text);
            case SlotType.Form form -> form(form, text);
            case SlotType.Place place -> place(place.said(), text);
        };
    }

    /** Like {@link #match}, but only for what the words say by themselves: a bare number or yes says nothing unasked. */
    public Optional<SlotValue> mention(SlotType type, String text, List<Element> elements) {
        String bare = words.calm(Words.normalise(text));
        return switch (type) {
            case SlotType.Choice choice -> byWords(choice, bare);
            case SlotType.Pick _ -> mentions.unasked(elements, bare);
            case SlotType.FreeText free
            when free.said() != null -> said(free.said(), text).flatMap(found -> text(free.must(), found));
            case SlotType.Place place
            when place.said() != null -> said(place.said(), text).flatMap(found -> place(null, found));
            case SlotType.Form form -> form(form, text).filter(value -> standsAlone(value.value(), text));
            case SlotType.YesNo _, SlotType.FreeText _, SlotType.Place _ -> Optional.empty();
        };
    }

    /** Whether the text names a thing by a number that none of the elements has: somebody else's order, or a slip. */
    public boolean namesUnknown(String text, List<Element> elements) {
        Matcher numbers = NUMBER_OF_A_THING.matcher(Words.normalise(text));
        boolean unknown = false;
        while (numbers.find()) {
            String number = numbers.group();
            unknown = true;
            for (Element element : elements) {
                if (number.contains(Words.normalise(element.key()))) {
                    return false;
                }
            }
        }
        return unknown;
    }

    private Optional<SlotValue> freeText(SlotType.FreeText free, String text) {
        Optional<String> found = free.said() == null ? Optional.empty() : said(free.said(), text);
        return text(free.must(), found.orElse(text));
    }

    private static Optional<SlotValue> text(@Nullable Pattern must, String text) {
        String value = text.strip();
        boolean fits = !value.isEmpty() && (must == null || must.matcher(value).find());
        return fits ? Optional.of(new SlotValue(value, value)) : Optional.empty();
    }

    private static Optional<String> said(Pattern pattern, String text) {
        Matcher said = pattern.matcher(text);
        return said.find() ? Optional.ofNullable(said.group(said.groupCount() > 0 ? 1 : 0)) : Optional.empty();
    }

    private static Optional<SlotValue> form(SlotType.Form form, String text) {
        Matcher found = form.pattern().matcher(joined(text));
        return found.find() ? Optional.of(new SlotValue(found.group(), found.group())) : Optional.empty();
    }

    /** Numbers written in groups in one piece. */
    private static String joined(String text) {
        return text.replaceAll("(?<=\\d)[ -](?=\\d)", "");
    }

    /** Whether the value is no part of a longer number or word: a phone number lies in many an order number. */
    private static boolean standsAlone(String value, String text) {
        return Pattern.compile("(?<![0-9A-Za-z])" + Pattern.quote(value) + "(?![0-9A-Za-z])")
                .matcher(joined(text))
                .find();
    }

    private static Optional<SlotValue> place(@Nullable Pattern pattern, String text) {
        String value = (pattern == null ? Optional.<String>empty() : said(pattern, text))
                .orElse(text)
                .strip();
        boolean phone = PHONE.matcher(value.replaceAll("[ -]", "")).find();
        boolean place =
                value.length() >= SHORTEST_PLACE && PLACE_WORDS.matcher(value).find();
        return phone || place ? Optional.of(new SlotValue(value, value)) : Optional.empty();
    }

    private Optional<SlotValue> choice(SlotType.Choice choice, String bare) {
        List<SlotType.Option> options = choice.options();
        Optional<SlotType.Option> exact = options.stream()
                .filter(option ->
                        bare.equals(Words.normalise(option.value())) || bare.equals(Words.normalise(option.title())))
                .findFirst();
        if (exact.isPresent()) {
            return exact.map(SlotMatcher::value);
        }
        Optional<SlotValue> named = byWords(choice, bare);
        int number = words.ordinal(bare, options.size());
        return named.isEmpty() && number >= 1 && number <= options.size()
                ? Optional.of(value(options.get(number - 1)))
                : named;
    }

    private Optional<SlotValue> byWords(SlotType.Choice choice, String bare) {
        SlotType.Option best = null;
        int longest = 0;
        for (SlotType.Option option : choice.options()) {
            for (String word : option.words()) {
                if (word.length() > longest && says(bare, Words.normalise(word))) {
                    longest = word.length();
                    best = option;
                }
            }
        }
        return Optional.ofNullable(best).map(SlotMatcher::value);
    }

    /** Whether the word stands in the text without a negation before it. */
    private boolean says(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (!words.negates(text.substring(0, at))) {
                return true;
            }
        }
        return false;
    }

    private static SlotValue value(SlotType.Option option) {
        return new SlotValue(option.value(), option.title());
    }
}
