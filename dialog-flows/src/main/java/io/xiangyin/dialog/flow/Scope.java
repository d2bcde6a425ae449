package io.xiangyin.dialog.flow;

import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.FlowFrame.SlotValue;
import io.xiangyin.core.OpeningHours;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values a flow can name. A path begins with a slot or with the step whose action brought a result: {@code reason},
 * {@code order.item} (the chosen element of a list), {@code refund.steps.0.text}, {@code refund.steps.last.text}.
 */
public final class Scope {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][\\w.]*)(\\|date)?}");

    private final Flow flow;
    private final FlowFrame frame;

    public Scope(Flow flow, FlowFrame frame) {
        this.flow = flow;
        this.frame = frame;
    }

    static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** The first names of all places in a template. */
    static List<String> roots(String template) {
        return PLACE.matcher(template).results().map(m -> root(m.group(1))).toList();
    }

    /** All places in a template, as written. */
    static List<String> places(String template) {
        return PLACE.matcher(template).results().map(MatchResult::group).toList();
    }

    /** The template with its places taken out. */
    static String withoutPlaces(String template) {
        return PLACE.matcher(template).replaceAll("");
    }

    /**
     * The text with every {@code {path}} replaced; what is not there becomes empty. {@code {path|date}} prints a time as
     * a day in China.
     */
    public String fill(String template) {
        return PLACE.matcher(template)
                .replaceAll(
                        m -> Matcher.quoteReplacement(m.group(2) == null ? text(m.group(1)) : date(text(m.group(1)))));
    }

    private static String date(String time) {
        if (time.length() < 10) {
            return time;
        }
        LocalDate day = time.length() == 10
                ? LocalDate.parse(time)
                : Instant.parse(time).atZone(OpeningHours.SHOP_TIME).toLocalDate();
        return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /** The value as text; empty if there is none. */
    String text(String path) {
        String root = root(path);
        if (path.equals(root)) {
            SlotValue slot = frame.slots().get(root);
            if (slot != null) {
                return slot.value();
            }
        }
        if (path.equals(root + ".display")) {
            SlotValue slot = frame.slots().get(root);
            return slot == null ? "" : slot.display();
        }
        return print(value(path));
    }

    /** What the shopper reads for a template that is one slot and nothing else; empty for any other. */
    public Optional<String> display(String template) {
        Matcher place = PLACE.matcher(template);
        return place.matches() && place.group(2) == null
                ? Optional.ofNullable(frame.slots().get(place.group(1))).map(SlotValue::display)
                : Optional.empty();
    }

    /** The list at a path; empty if there is none. */
    List<?> list(String path) {
        return value(path) instanceof List<?> list ? list : List.of();
    }

    private @Nullable Object value(String path) {
        String root = root(path);
        Object value = rootValue(root);
        String rest = path.length() > root.length() ? path.substring(root.length() + 1) : "";
        return rest.isEmpty() ? value : walk(value, rest);
    }

    private @Nullable Object rootValue(String root) {
        if (root.equals(FlowBook.POLICY)) {
            return flow.policy();
        }
        if (frame.results().get(root) instanceof ActionOutcome.Succeeded succeeded) {
            return succeeded.result();
        }
        SlotValue slot = frame.slots().get(root);
        Slot definition = flow.slots().get(root);
        if (slot != null && definition != null && definition.type() instanceof SlotType.Pick pick) {
            return list(pick.from()).stream()
                    .filter(element -> print(walk(element, pick.key())).equals(slot.value()))
                    .findFirst()
                    .orElse(null);
        }
        return slot != null && definition != null && definition.type() instanceof SlotType.Place
                ? Address.parts(slot.value())
                : null;
    }

    /** What stands at a path within maps and lists; null if nothing does. */
    public static @Nullable Object walk(@Nullable Object from, String path) {
        Object value = from;
        for (String name : List.of(path.split("\\.", -1))) {
            value = switch (value) {
                case Map<?, ?> map -> map.get(name);
                case List<?> list -> element(list, name);
                case null, default -> null;
            };
        }
        return value;
    }

    /** The element at a position counted from 0, or the one at the end if the name says so. */
    private static @Nullable Object element(List<?> list, String name) {
        if (name.equals("last")) {
            return list.isEmpty() ? null : list.getLast();
        }
        boolean number = name.matches("\\d{1,9}");
        return number && Integer.parseInt(name) < list.size() ? list.get(Integer.parseInt(name)) : null;
    }

    static String print(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number ->
                BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            case Object other -> other.toString();
        };
    }

    /** The text with every {@code {path}} replaced by what stands there in the element. */
    static String fillFrom(Object element, String template) {
        return PLACE.matcher(template).replaceAll(m -> Matcher.quoteReplacement(print(walk(element, m.group(1)))));
    }
}
