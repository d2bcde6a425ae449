package io.xiangyin.server.dialogue;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must come of a turn. What is null or empty is not looked at, with three exceptions: the bot must answer unless it
 * is to be silent, it may change nothing in the shop that is not named, and it may bring in nobody unasked.
 *
 * @param says pieces that the replies contain
 * @param matches regular expressions found in the replies
 * @param never pieces that the replies do not contain
 * @param choices pieces of titles that are offered for a tap
 * @param cites articles cited
 * @param kinds how replies want to be drawn
 * @param flow the active flow afterwards; {@code none} for no flow
 * @param slots values in the active flow; empty for no value
 * @param actions the calls that change something, all of them, in order: {@code name}, or with some of its
 *     arguments {@code name{a=1, b=2}}
 * @param events kinds of events that happen in this order, perhaps with others between
 * @param handoff reason of the open request for a human
 * @param status who holds the conversation; bot if not given and nobody was asked for
 * @param silent whether the bot says nothing
 * @param generated whether a language model wrote any of the replies
 * @param tools what the language model would look up and what came of it, all of it, in order: {@code stock_of used}; a
 *     tool that is not offered is {@code unknown refused:tool}. Null if nobody looks
 */
public record Expectation(
        List<String> says,
        List<Pattern> matches,
        List<String> never,
        List<String> choices,
        List<String> cites,
        List<String> kinds,
        @Nullable String flow,
        Map<String, String> slots,
        List<String> actions,
        List<String> events,
        @Nullable String handoff,
        @Nullable String status,
        boolean silent,
        @Nullable Boolean generated,
        @Nullable List<String> tools) {

    /** The first thing that is not as expected, in a sentence; null if all is well. */
    @Nullable String difference(List<ConversationEvent> happened, Conversation now, @Nullable String lastWords) {
        List<Reply> replies = happened.stream()
                .filter(Outbound.class::isInstance)
                .map(event -> ((Outbound) event).reply())
                .toList();
        return first(
                soundness(happened, replies, lastWords),
                words(replies),
                calls(happened),
                lookUps(happened),
                order(happened),
                state(now));
    }

    private static @Nullable String first(@Nullable String... differences) {
        for (String difference : differences) {
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** What no turn may do, whatever a test expects. */
    private @Nullable String soundness(
            List<ConversationEvent> happened, List<Reply> replies, @Nullable String lastWords) {
        for (ConversationEvent event : happened) {
            if (event instanceof OutsideCallFailed failed && failed.service().equals("turn")) {
                return "the bot broke: " + failed.reason();
            }
        }
        String last = lastWords;
        for (Reply reply : replies) {
            if (reply.text().equals(last)) {
                return "the bot said the same words twice: “" + last + "”";
            }
            if (reply.text().contains("{") || reply.text().contains("}")) {
                return "the bot said a template: “" + reply.text() + "”";
            }
            last = reply.text();
        }
        if (replies.isEmpty() != silent) {
            return silent ? "expected silence" : "expected an answer, the bot said nothing";
        }
        return null;
    }

    private @Nullable String words(List<Reply> replies) {
        String all = String.join("\n", replies.stream().map(Reply::text).toList());
        for (String piece : says) {
            if (!all.contains(piece)) {
                return "expected the words “" + piece + "”";
            }
        }
        for (Pattern pattern : matches) {
            if (!pattern.matcher(all).find()) {
                return "expected words that match " + pattern;
            }
        }
        for (String piece : never) {
            if (all.contains(piece)) {
                return "did not expect the words “" + piece + "”";
            }
        }
        List<String> titles = replies.stream()
                .flatMap(reply -> reply.choices().stream().map(Reply.Choice::title))
                .toList();
        for (String choice : choices) {
            if (titles.stream().noneMatch(title -> title.contains(choice))) {
                return "expected the choice “" + choice + "”, offered were " + titles;
            }
        }
        List<String> cited = replies.stream()
                .flatMap(reply -> reply.citations().stream().map(Reply.Citation::articleId))
                .toList();
        if (!cited.containsAll(cites)) {
            return "expected the articles " + cites + ", cited were " + cited;
        }
        List<String> drawn = replies.stream().map(reply -> lower(reply.kind())).toList();
        boolean written = replies.stream().anyMatch(Reply::generated);
        if (generated != null && written != generated) {
            return generated ? "expected words of the language model" : "expected no words of the language model";
        }
        return drawn.containsAll(kinds) ? null : "expected replies of kind " + kinds + ", there were " + drawn;
    }

    private @Nullable String calls(List<ConversationEvent> happened) {
        List<ActionCall> made = new ArrayList<>();
        for (ConversationEvent event : happened) {
            if (event instanceof ActionEnded ended && ended.call().mutates()) {
                made.add(ended.call());
            }
        }
        boolean same = made.size() == actions.size();
        for (int i = 0; same && i < made.size(); i++) {
            same = fits(actions.get(i), made.get(i));
        }
        return same
                ? null
                : "expected the changes " + actions + ", made were "
                        + made.stream()
                                .map(call -> call.action() + new TreeMap<>(call.arguments()))
                                .toList();
    }

    private @Nullable String lookUps(List<ConversationEvent> happened) {
        List<String> made = happened.stream()
                .flatMap(event -> event instanceof ModelAsked asked ? Stream.of(asked.call()) : Stream.empty())
                .filter(call -> call.purpose().equals("tool"))
                .map(call -> call.prompt() + " " + call.outcome())
                .toList();
        return tools == null || tools.equals(made) ? null : "expected the look-ups " + tools + ", made were " + made;
    }

    private static boolean fits(String expected, ActionCall made) {
        int brace = expected.indexOf('{');
        if (brace < 0) {
            return expected.equals(made.action());
        }
        String arguments = expected.substring(brace + 1, expected.lastIndexOf('}'));
        return expected.substring(0, brace).equals(made.action())
                && Stream.of(arguments.split(",\\s*", -1)).allMatch(argument -> {
                    String[] pair = argument.split("=", 2);
                    return pair.length == 2
                            && pair[1].strip().equals(made.arguments().get(pair[0].strip()));
                });
    }

    private @Nullable String order(List<ConversationEvent> happened) {
        List<String> kindsHappened =
                happened.stream().map(event -> event.getClass().getSimpleName()).toList();
        int next = 0;
        for (String kind : kindsHappened) {
            if (next < events.size() && events.get(next).equals(kind)) {
                next++;
            }
        }
        return next == events.size()
                ? null
                : "expected the event " + events.get(next) + " in this order, there were " + kindsHappened;
    }

    private @Nullable String state(Conversation now) {
        String held = lower(now.status());
        String expectedHeld = status != null ? status : handoff == null ? "bot" : "queued";
        if (!held.equals(expectedHeld)) {
            return "expected the conversation to be " + expectedHeld + ", it is " + held;
        }
        Handoff open = now.handoff();
        String reason = open == null ? "none" : lower(open.reason());
        if (handoff != null && !handoff.equals(reason)) {
            return "expected a handoff for " + handoff + ", it is " + reason;
        }
        FlowFrame frame = now.activeFlow();
        String active = frame == null ? "none" : frame.flow();
        if (flow != null && !flow.equals(active)) {
            return "expected the flow " + flow + ", it is " + active;
        }
        for (Map.Entry<String, String> slot : slots.entrySet()) {
            FlowFrame.SlotValue filled = frame == null ? null : frame.slots().get(slot.getKey());
            String value = filled == null ? "" : filled.value();
            if (!value.equals(slot.getValue())) {
                return "expected the slot " + slot.getKey() + " to be '" + slot.getValue() + "', it is '" + value + "'";
            }
        }
        return null;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
