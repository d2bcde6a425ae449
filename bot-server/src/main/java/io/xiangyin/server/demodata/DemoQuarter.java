package io.xiangyin.server.demodata;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.demodata.Shoppers.Shopper;
import io.xiangyin.server.demodata.Traffic.Clerk;
import io.xiangyin.server.demodata.Traffic.Topic;
import io.xiangyin.server.demodata.Visit.Outcome;
import io.xiangyin.server.demodata.Visit.Plan;
import io.xiangyin.server.scorecard.PlanReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Makes up the conversations of some months, one after another in the order in which they begin. The same seed, end and
 * size give the same events, byte for byte. No conversation is left in the middle at the end, so that nobody waits for an
 * answer when the bot is started over it.
 */
public final class DemoQuarter {
    private final long seed;
    private final Rhythm rhythm;
    private final int conversations;
    private final Traffic traffic = Traffic.load();
    private final Dice dice;
    private final Shoppers shoppers;
    private final Rota rota;
    private final Asked asked;
    private final PriorityQueue<Coming> comeAgain = new PriorityQueue<>(Comparator.comparing(Coming::at));
    private int number;

    /** Somebody who comes back with the same matter. */
    private record Coming(Instant at, Shopper shopper, Topic topic, String order, String category, int again) {}

    /**
     * @param until the end, which no event lies after
     * @param conversations about how many there will be
     */
    public DemoQuarter(long seed, Instant until, int months, int conversations) {
        this.seed = seed;
        this.rhythm = Rhythm.of(until.truncatedTo(ChronoUnit.MILLIS), months);
        this.conversations = conversations;
        this.dice = new Dice(seed);
        this.shoppers = new Shoppers(traffic, dice, Math.max(20, conversations / 3));
        this.rota = new Rota(traffic.desk(), rhythm);
        this.asked = new Asked(PlanReader.questionnaire(), traffic, dice);
    }

    /** Hands over each conversation's whole log. */
    public void play(Consumer<List<RecordedEvent>> taker) {
        double anOrdinaryDay = conversations * 0.93 / rhythm.total();
        rhythm.days().forEach(day -> begun(day, anOrdinaryDay).forEach(coming -> visit(coming, taker)));
    }

    /** The people at its desk. */
    public List<Agent> agents() {
        return traffic.desk().stream().map(Clerk::agent).toList();
    }

    /** The id of the first conversation; where it is, this quarter was taken in before. */
    public ConversationId firstId() {
        return id(1);
    }

    private ConversationId id(int which) {
        return new ConversationId("demo%d-%06d".formatted(seed, which));
    }

    /** Everybody who comes on a day, first the first. */
    private List<Coming> begun(LocalDate day, double ordinary) {
        List<Coming> today = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            Instant begin = day.atTime(hour, 0).atZone(OpeningHours.SHOP_TIME).toInstant();
            int arriving = dice.arrivals(ordinary * rhythm.volume(day) * Rhythm.share(hour));
            for (int i = 0; i < arriving; i++) {
                today.add(somebody(day, begin.plusMillis(dice.below(3_600_000))));
            }
        }
        Instant end = day.plusDays(1).atStartOfDay(OpeningHours.SHOP_TIME).toInstant();
        for (Coming next = comeAgain.peek(); next != null && next.at().isBefore(end); next = comeAgain.peek()) {
            today.add(next);
            comeAgain.poll();
        }
        today.removeIf(coming -> !coming.at().isBefore(rhythm.until()));
        today.sort(Comparator.comparing(Coming::at));
        return today;
    }

    private Coming somebody(LocalDate day, Instant at) {
        boolean strike = rhythm.striking(day);
        boolean sale = rhythm.selling(day);
        Topic topic = dice.weighted(
                traffic.topics(), one -> one.share() * (strike && one.parcel() ? 3 : 1) * (sale && one.sale() ? 3 : 1));
        List<String> categories =
                traffic.categories().keySet().stream().sorted().toList();
        String order = "XY%07d".formatted(1_000_000 + dice.below(9_000_000 / 10));
        return new Coming(at, shoppers.any(dice), topic, order, dice.one(categories), 0);
    }

    private void visit(Coming coming, Consumer<List<RecordedEvent>> taker) {
        LocalDate day = coming.at().atZone(OpeningHours.SHOP_TIME).toLocalDate();
        double strain = rhythm.striking(day) ? 1 : rhythm.selling(day) ? 0.35 : 0;
        Script script = new Script(id(++number), coming.at());
        Plan plan = new Plan(
                coming.shopper(),
                coming.topic(),
                coming.order(),
                coming.category(),
                rhythm.version(coming.at()),
                strain,
                coming.again());
        Outcome outcome = new Visit(traffic, dice, script, plan, rota, asked).play();
        List<RecordedEvent> log = script.standing(rhythm.until());
        if (log != null) {
            taker.accept(log);
        }
        double returns = switch (outcome) {
            case SOLVED -> 6 + 6 * strain;
            case UNSOLVED -> 48;
            case NOTHING -> 0;
        };
        if (dice.percent(returns / (1 + coming.again()))) {
            Duration later = dice.about(Duration.ofHours(26), 1);
            Instant at = awake(script.talkEnd().plus(later));
            comeAgain.add(new Coming(
                    at, coming.shopper(), coming.topic(), coming.order(), coming.category(), coming.again() + 1));
        }
    }

    /** Nobody comes back in the small hours. */
    private static Instant awake(Instant at) {
        return at.atZone(OpeningHours.SHOP_TIME).getHour() < 7 ? at.plus(Duration.ofHours(8)) : at;
    }
}
