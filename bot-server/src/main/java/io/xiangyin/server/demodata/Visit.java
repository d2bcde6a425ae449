package io.xiangyin.server.demodata;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Agent;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Reply;
import io.xiangyin.server.demodata.Shoppers.Shopper;
import io.xiangyin.server.demodata.Traffic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One made-up conversation: the shopper's part and the bot's; who needs a human goes on to the {@link DeskVisit}. */
final class Visit {
    private static final Agent JUDGE = new Agent("laowang", "老王");

    /** Percent of what agents closed unsettled. */
    private static final double REOPENS = 22;

    private final Traffic traffic;
    private final Dice dice;
    private final Script script;
    private final Plan plan;
    private final DeskVisit desk;
    private final Asked asked;
    /** Whether the bot understood, by the turn. */
    private final Map<Long, Boolean> heard = new TreeMap<>();

    /**
     * What a conversation will be about.
     *
     * @param order the order it is about
     * @param version of the bot, from 1
     * @param strain how hard the day is on everybody: 0 for an ordinary one, 1 for a strike
     * @param again how often this matter was brought up before
     */
    record Plan(Shopper shopper, Topic topic, String order, String category, int version, double strain, int again) {
        boolean hardWith(Dice dice) {
            double parcel = topic.parcel() ? 1 + 1.6 * strain : 1;
            double person = shopper.old() ? 1.35 : 1;
            double words =
                    shopper.dialect().right() < 80 ? 1.5 : shopper.dialect().right() < 92 ? 1.15 : 1;
            double bot = 1.3 - 0.15 * version;
            return dice.percent(Math.min(97, topic.hard() * parcel * person * words * bot * (again > 0 ? 1.8 : 1)));
        }
    }

    /** How a visit went. */
    enum Outcome {
        SOLVED,
        UNSOLVED,
        NOTHING
    }

    Visit(Traffic traffic, Dice dice, Script script, Plan plan, Rota rota, Asked asked) {
        this.traffic = traffic;
        this.dice = dice;
        this.script = script;
        this.plan = plan;
        this.asked = asked;
        this.desk = new DeskVisit(traffic, dice, script, plan, rota);
    }

    Outcome play() {
        boolean test = dice.percent(0.4);
        script.add(new ConversationStarted(
                plan.shopper().channel(), plan.shopper().customer(), test, Integer.toString(plan.version())));
        script.bot(Reply.text(line("bot.greeting")), Duration.ofMillis(20));
        script.after(dice.about(Duration.ofSeconds(9), 0.6));
        if (dice.percent(2)) {
            script.talkEnds();
            return Outcome.NOTHING;
        }
        if (dice.percent(5)) {
            smallTalk("greetings", "greeting", "bot.greeting");
            if (dice.percent(50)) {
                script.talkEnds();
                return Outcome.NOTHING;
            }
        }
        Outcome outcome = matter();
        if (outcome == Outcome.UNSOLVED && desk.resolved() && dice.percent(REOPENS)) {
            reopens();
        }
        script.talkEnds();
        asked.later(script, plan, outcome);
        desk.ticketLater();
        judgedLater();
        return outcome;
    }

    /** What an agent closed was not settled: the shopper says so in the same conversation, and the bot looks again. */
    private void reopens() {
        script.after(dice.about(Duration.ofHours(5), 0.7));
        String words = line("shopper.reopens");
        script.customer(words);
        script.after(thinking());
        script.understood(words, words, "cmn", plan.topic().intent(), angry(), new Command.AskKnowledge(words));
        script.bot(Reply.text(dice.one(plan.topic().answers())), response());
    }

    private Outcome matter() {
        boolean right = dice.percent(Math.min(99, plan.shopper().dialect().right() + plan.version() - 1));
        if (plan.topic().complaint()) {
            return complaint();
        }
        if (plan.again() == 0 && dice.percent(5)) {
            return unknownQuestion();
        }
        if (!right && !heardTheSecondTime()) {
            return desk.handOff(HandoffReason.NOT_UNDERSTOOD);
        }
        boolean hard = plan.hardWith(dice);
        String flow = plan.topic().flow();
        if (flow != null && dice.percent(68)) {
            flow(flow, hard);
        } else {
            knowledge();
        }
        return hard ? needsHuman() : settledByBot();
    }

    private Outcome complaint() {
        say(plan.topic().say(), true, new Command.StartFlow("complaint"));
        script.bot(Reply.text(dice.one(plan.topic().answers())), response());
        return desk.handOff(HandoffReason.COMPLAINT);
    }

    private Outcome unknownQuestion() {
        String question = dice.one(traffic.unknown());
        script.customer(question);
        script.after(thinking());
        script.understood(question, question, "cmn", null, false, new Command.AskKnowledge(question));
        script.add(new KnowledgeConsulted(
                question,
                List.of(new KnowledgeConsulted.Hit(
                        plan.topic().article(), plan.topic().article() + "#1", 0.4)),
                dice.between(0.05, 0.3),
                false));
        script.bot(Reply.text(line("bot.unknown")), response());
        return dice.percent(40) ? desk.handOff(HandoffReason.NO_ANSWER) : Outcome.UNSOLVED;
    }

    /** The bot does not understand at first; most say it once more in plainer words. */
    private boolean heardTheSecondTime() {
        say(plan.topic().say(), false, new Command.NotUnderstood());
        script.bot(Reply.text(line("bot.which")), response());
        heard.put(script.lastSaid(), false);
        script.after(dice.about(Duration.ofSeconds(18), 0.6));
        return dice.percent(62);
    }

    private void flow(String flow, boolean fails) {
        say(plan.topic().say(), angry(), new Command.StartFlow(flow));
        script.add(new FlowStarted(flow));
        script.add(new SlotAsked("order"));
        script.bot(Reply.text(line("bot.which")), response());
        heard.put(script.lastSaid(), true);
        script.after(dice.about(Duration.ofSeconds(14), 0.6));
        boolean slips = dice.percent(6);
        if (slips) {
            orderGiven("XY" + plan.order().substring(3) + "0", false);
        }
        orderGiven(plan.order(), slips);
        script.after(thinking());
        looksUpOrder();
        FlowEnded.Outcome end = fails ? FlowEnded.Outcome.HANDED_OFF : FlowEnded.Outcome.COMPLETED;
        if (!fails) {
            script.bot(Reply.text(dice.one(plan.topic().answers())), response());
        }
        script.add(new FlowEnded(flow, end));
    }

    private void orderGiven(String order, boolean corrected) {
        script.customer(order);
        script.after(thinking());
        script.understood(order, order, "cmn", null, false, new Command.FillSlot("order", order, order));
        script.add(new SlotFilled("order", order, order, corrected));
    }

    private void looksUpOrder() {
        ActionCall call =
                new ActionCall("get_order", Map.of("orderNo", plan.order()), "k-" + plan.order(), false, "order");
        if (dice.percent(plan.strain() > 0 ? 2.5 : 0.4)) {
            script.after(Duration.ofSeconds(3));
            script.add(new OutsideCallFailed("orders", "timeout"));
        }
        script.add(new ActionEnded(
                call,
                new ActionOutcome.Succeeded(Map.of(
                        "orderNo",
                        plan.order(),
                        "category",
                        plan.category(),
                        "item",
                        dice.one(traffic.categories().getOrDefault(plan.category(), List.of("商品")))))));
    }

    private void knowledge() {
        String article = plan.topic().article();
        say(plan.topic().say(), angry(), new Command.AskKnowledge(plan.topic().matter()));
        script.add(new KnowledgeConsulted(
                plan.topic().matter(),
                List.of(new KnowledgeConsulted.Hit(article, article + "#1", dice.between(0.5, 0.9))),
                dice.between(0.4, 0.95),
                true));
        String answer = dice.one(plan.topic().answers());
        script.bot(
                Reply.cited(
                        answer, List.of(new Reply.Citation(article, plan.topic().matter(), answer))),
                response());
        heard.put(script.lastSaid(), true);
    }

    private Outcome needsHuman() {
        script.after(dice.about(Duration.ofSeconds(12), 0.5));
        int why = dice.below(100);
        return desk.handOff(
                why < 55
                        ? HandoffReason.CUSTOMER_REQUEST
                        : why < 80 ? HandoffReason.NEEDS_DECISION : HandoffReason.REPEATED_FAILURE);
    }

    private Outcome settledByBot() {
        if (dice.percent(32)) {
            script.after(dice.about(Duration.ofSeconds(8), 0.5));
            smallTalk("thanks", "thanks", "bot.thanks");
        }
        boolean content = dice.percent(79 + 4 * plan.version() - 14 * plan.strain());
        if (dice.percent(46)) {
            script.add(new RatingAsked());
            rated(dice, script, traffic, content, plan.strain());
        }
        return content ? Outcome.SOLVED : Outcome.UNSOLVED;
    }

    /** Not everybody who is asked rates, and the displeased do so a little more often. */
    static void rated(Dice dice, Script script, Traffic traffic, boolean content, double strain) {
        if (!dice.percent(content ? 38 : 46)) {
            return;
        }
        script.after(dice.about(Duration.ofSeconds(20), 0.7));
        int score = content ? 3 + dice.below(3) : 1 + dice.below(3);
        int kind = content && dice.percent(60 - 20 * strain) ? 5 : score;
        @Nullable String comment = dice.percent(8) ? traffic.line("comments", dice) : null;
        script.add(new CustomerRated(kind, content && kind > 2, comment));
    }

    private void say(List<String> texts, boolean angry, Command command) {
        String mandarin = dice.one(texts);
        String text = mandarin;
        String code = "cmn";
        List<List<String>> inDialect = plan.shopper().dialect().say();
        if (!inDialect.isEmpty() && dice.percent(70)) {
            List<String> pair = dice.one(inDialect);
            text = pair.getFirst().replace("%matter", plan.topic().matter());
            mandarin = pair.getLast().replace("%matter", plan.topic().matter());
            code = plan.shopper().dialect().code();
        }
        script.customer(text);
        script.after(thinking());
        String intent =
                command instanceof Command.NotUnderstood ? null : plan.topic().intent();
        script.understood(text, mandarin, code, intent, angry, command);
    }

    private void smallTalk(String texts, String kind, String answer) {
        String text = line(texts);
        script.customer(text);
        script.after(thinking());
        script.understood(text, text, "cmn", null, false, new Command.SmallTalk(kind));
        script.bot(Reply.text(line(answer)), response());
    }

    /** A few turns are judged by people the day after, those in dialect more often. */
    private void judgedLater() {
        boolean dialect = !plan.shopper().dialect().code().equals("cmn");
        heard.forEach((upTo, right) -> {
            if (dice.percent(dialect ? 22 : 3)) {
                script.after(dice.about(Duration.ofHours(20), 0.3));
                script.add(new TurnLabelled(upTo, right, plan.topic().intent(), JUDGE));
            }
        });
    }

    private boolean angry() {
        return dice.percent(4 + 14 * plan.strain() + 12 * plan.again());
    }

    /** How long the bot takes to understand; each version is a little quicker, a hard day slower. */
    private Duration thinking() {
        return dice.about(Duration.ofMillis(90 - 15L * plan.version() + Math.round(60 * plan.strain())), 0.5);
    }

    private Duration response() {
        return dice.about(Duration.ofMillis(25), 0.6);
    }

    private String line(String key) {
        return traffic.line(key, dice);
    }
}
