package io.xiangyin.evaluator.simulation;

import io.xiangyin.evaluator.simulation.Say.Act;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shopper with an agenda (Schatzmann et al., 2007): what they still mean to say lies on a stack, the bot's questions
 * put answers on top of it, and what goes wrong costs patience. They know what a shopper knows: their words, what is
 * asked, and what the shop's pages show. The same shopper in the same conversation always says the same.
 */
public final class SimulatedShopper {
    private static final int MOST_MESSAGES = 14;
    private static final int MOST_ANSWERS = 3;
    private static final Pattern YES_OR_NO =
            Pattern.compile("[吗嘛咩么喎][？?。，,]|确认|确定|好唔好|系咪|啱唔啱|要得不|得唔得|要不要|对不对|不[？?]$|“是”|“要”|“对”");
    private static final Pattern NAMED = Pattern.compile("「([^」]{1,30})」");

    private final Shopper who;
    private final Cast cast;
    private final SplittableRandom random;
    private final Deque<Act> agenda = new ArrayDeque<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<Say> said = new ArrayList<>();
    private int annoyed;
    private boolean wantsHuman;
    private boolean changedMind;
    private boolean satisfied;

    public SimulatedShopper(Shopper who, Cast cast) {
        this.who = who;
        this.cast = cast;
        this.random = new SplittableRandom(mix(who));
        if (who.persona().thanks()) {
            agenda.push(Act.THANKS);
        }
    }

    private static long mix(Shopper who) {
        return who.seed() * 0x9E3779B97F4A7C15L
                ^ who.number() * 0xBF58476D1CE4E5B9L
                ^ who.goal().id().hashCode() * 31L
                ^ who.persona().id().hashCode();
    }

    /** What the shopper begins with. */
    public Say open() {
        String wish = opening(who.persona().style());
        String before = who.persona().before();
        String after = who.persona().after();
        return say(
                Act.WISH, (before == null ? "" : general(before)) + wish + (after == null ? "" : general(after)), null);
    }

    /** What the shopper says to this; empty if they leave. */
    public Optional<Say> answer(Heard now) {
        if (now.texts().isEmpty()
                || (!heard.isEmpty() && now.text().equals(heard.getLast().text()))) {
            annoyed++;
        }
        heard.add(now);
        satisfied = satisfied || content(now);
        if (now.handoff() != null || said.size() >= MOST_MESSAGES) {
            return Optional.empty();
        }
        return satisfied ? farewell(now) : Optional.of(goOn(now));
    }

    /** Whether the shopper has what they came for, as far as they can see. */
    public boolean satisfied() {
        return satisfied;
    }

    private boolean content(Heard now) {
        Goal goal = who.goal();
        if (goal.needsHuman()) {
            return false;
        }
        return goal.wants().isEmpty() ? goal.heardIn(heard) : now.done();
    }

    private Optional<Say> farewell(Heard now) {
        String asked = now.asked();
        if (asked != null && times(asked) < MOST_ANSWERS && said.getLast().act() != Act.DECLINE) {
            Wordings fact = who.goal().facts().get(asked);
            return Optional.of(
                    fact == null
                            ? say(Act.DECLINE, general("decline"), asked)
                            : say(Act.ANSWER, pick(fact, who.persona().style()), asked));
        }
        boolean polite = agenda.contains(Act.THANKS);
        agenda.clear();
        return polite ? Optional.of(say(Act.THANKS, general("thanks"), null)) : Optional.empty();
    }

    private Say goOn(Heard now) {
        if (agenda.peek() == Act.RESUME) {
            agenda.pop();
            return say(Act.RESUME, general("resume"), null);
        }
        String asked = now.asked();
        if (wantsHuman || annoyed >= who.persona().patience()) {
            return human();
        }
        if (asked == null) {
            return choiceOrRephrase(now);
        }
        Wordings fact = who.goal().facts().get(asked);
        if (fact != null) {
            annoyed += times(asked) > 0 ? 1 : 0;
            return times(asked) >= MOST_ANSWERS
                    ? human()
                    : say(Act.ANSWER, pick(fact, who.persona().style()), asked);
        }
        if (YES_OR_NO.matcher(now.text()).find()) {
            return confirmOrNot(now, asked);
        }
        annoyed++;
        return say(Act.UNKNOWN, general("unknown"), asked);
    }

    private Say human() {
        wantsHuman = true;
        return say(Act.HUMAN, general("human"), null);
    }

    private Say confirmOrNot(Heard now, String asked) {
        if (namesAnother(now.text())) {
            annoyed++;
            return say(Act.CORRECT, general("notThis"), "order");
        }
        if (who.persona().changesMind() && !changedMind) {
            changedMind = true;
            agenda.push(Act.RESUME);
            return say(Act.WITHDRAW, general("withdraw"), asked);
        }
        return say(Act.CONFIRM, general("yes"), asked);
    }

    /** Nothing is asked and the wish is not fulfilled: a choice that fits is taken, or the wish is told in other words. */
    private Say choiceOrRephrase(Heard now) {
        for (String choice : now.choices()) {
            if (who.goal().picks().stream().anyMatch(choice::contains)) {
                return say(Act.ANSWER, choice, "choice");
            }
        }
        annoyed++;
        return annoyed >= who.persona().patience() ? human() : say(Act.REPHRASE, opening("plain"), null);
    }

    /** Whether the bot speaks of another of the shopper's orders. */
    private boolean namesAnother(String text) {
        String order = who.goal().order();
        Wordings mine = cast.item(order);
        if (order == null || mine == null) {
            return false;
        }
        String owner = order.substring(0, order.lastIndexOf('-'));
        Matcher names = NAMED.matcher(text);
        boolean another = false;
        while (names.find()) {
            String name = names.group(1);
            if (mine.namedIn(name)) {
                return false;
            }
            another = another
                    || cast.items().entrySet().stream()
                            .filter(item -> item.getKey().startsWith(owner))
                            .map(Map.Entry::getValue)
                            .anyMatch(item -> item.namedIn(name));
        }
        return another;
    }

    private int times(String fact) {
        return (int) said.stream().filter(one -> fact.equals(one.fact())).count();
    }

    private String opening(String style) {
        return pick(who.goal().openings(), style);
    }

    private String general(String words) {
        return pick(cast.words(words), who.persona().style());
    }

    private String pick(Wordings wordings, String style) {
        List<String> ways = wordings.in(style);
        return ways.get(random.nextInt(ways.size()));
    }

    private Say say(Act act, String template, @Nullable String fact) {
        String text = template;
        if (text.contains("<wish>")) {
            text = text.replace("<wish>", opening("plain"));
        }
        Wordings item = cast.item(who.goal().order());
        if (item != null && text.contains("<item>")) {
            text = text.replace("<item>", pick(item, who.persona().style()));
        }
        Say say = new Say(act, text, fact);
        said.add(say);
        return say;
    }
}
