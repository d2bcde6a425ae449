package io.xiangyin.dialog.understand;

import io.xiangyin.core.FlowFrame.SlotValue;
import io.xiangyin.dialog.flow.Element;
import io.xiangyin.dialog.flow.SlotType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a slot's value in the shopper's words. */
public final class SlotMatcher {
    private static final int SHORTEST_MENTION = 2;
    private static final int LONGEST_KIND = 5;

    private final Words words;

    public SlotMatcher(Words words) {
        this.words = words;
    }

    /**
     * The value the text gives to a slot.
     *
     * @param text as the shopper wrote it, in Mandarin
     * @param elements what a {@link SlotType.Pick} chooses from; empty for other types
     */
    public Optional<SlotValue> match(SlotType type, String text, List<Element> elements) {
        String bare = Words.normalise(text);
        return switch (type) {
            case SlotType.YesNo _ -> yesNo(bare, text);
            case SlotType.Choice choice -> choice(choice, bare);
            case SlotType.Pick _ -> pick(elements, bare);
            case SlotType.FreeText _ ->
                text.isBlank() ? Optional.empty() : Optional.of(new SlotValue(text.strip(), text.strip()));
        };
    }

    /** Like {@link #match}, but only for what the words say by themselves: a bare number or yes says nothing unasked. */
    public Optional<SlotValue> mention(SlotType type, String text, List<Element> elements) {
        String bare = Words.normalise(text);
        return switch (type) {
            case SlotType.Choice choice -> byWords(choice, bare);
            case SlotType.Pick _ -> byMention(elements, bare);
            case SlotType.YesNo _, SlotType.FreeText _ -> Optional.empty();
        };
    }

    private Optional<SlotValue> yesNo(String bare, String text) {
        if (words.is("no", bare)) {
            return Optional.of(new SlotValue("no", text.strip()));
        }
        return words.is("yes", bare) || words.number(bare) == 1
                ? Optional.of(new SlotValue("yes", text.strip()))
                : words.number(bare) == 2 ? Optional.of(new SlotValue("no", text.strip())) : Optional.empty();
    }

    private Optional<SlotValue> choice(SlotType.Choice choice, String bare) {
        int number = words.number(bare);
        List<SlotType.Option> options = choice.options();
        if (number >= 1 && number <= options.size()) {
            return Optional.of(value(options.get(number - 1)));
        }
        Optional<SlotType.Option> exact = options.stream()
                .filter(option ->
                        bare.equals(Words.normalise(option.value())) || bare.equals(Words.normalise(option.title())))
                .findFirst();
        return exact.isPresent() ? exact.map(SlotMatcher::value) : byWords(choice, bare);
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

    private Optional<SlotValue> pick(List<Element> elements, String bare) {
        int number = words.number(bare);
        if (number >= 1 && number <= elements.size()) {
            return Optional.of(value(elements.get(number - 1)));
        }
        return byMention(elements, bare).or(() -> byKind(elements, bare));
    }

    /** The one element of which a short answer names the kind, the last character of its name: "那双鞋". */
    private static Optional<SlotValue> byKind(List<Element> elements, String bare) {
        if (bare.length() > LONGEST_KIND) {
            return Optional.empty();
        }
        List<Element> meant = elements.stream()
                .filter(element -> element.words().stream()
                        .map(Words::normalise)
                        .anyMatch(name -> !name.isEmpty() && bare.contains(name.substring(name.length() - 1))))
                .toList();
        return meant.size() == 1 ? Optional.of(value(meant.getFirst())) : Optional.empty();
    }

    /** The one element the words speak of; none if they fit two equally well. */
    private static Optional<SlotValue> byMention(List<Element> elements, String bare) {
        List<Element> best = new ArrayList<>();
        int longest = SHORTEST_MENTION - 1;
        for (Element element : elements) {
            int length = mentioned(element, bare);
            if (length > longest) {
                longest = length;
                best.clear();
            }
            if (length == longest && length >= SHORTEST_MENTION) {
                best.add(element);
            }
        }
        return best.size() == 1 ? Optional.of(value(best.getFirst())) : Optional.empty();
    }

    private static SlotValue value(Element element) {
        return new SlotValue(element.key(), element.title());
    }

    private static int mentioned(Element element, String bare) {
        if (bare.contains(Words.normalise(element.key()))) {
            return Integer.MAX_VALUE;
        }
        return element.words().stream()
                .mapToInt(word -> longestShared(Words.normalise(word), bare))
                .max()
                .orElse(0);
    }

    /**
     * Length of the longest beginning or end of the name that occurs in the text, so that 水壶 finds 电热水壶. A piece from
     * its middle does not count: 热水器 is no 电热水壶.
     */
    private static int longestShared(String name, String text) {
        for (int length = name.length(); length >= SHORTEST_MENTION; length--) {
            if (text.contains(name.substring(name.length() - length)) || text.contains(name.substring(0, length))) {
                return length;
            }
        }
        return 0;
    }
}
