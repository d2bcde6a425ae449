package io.xiangyin.server.dialogue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.evaluator.simulation.Cast;
import io.xiangyin.evaluator.simulation.Exchange;
import io.xiangyin.evaluator.simulation.Heard;
import io.xiangyin.evaluator.simulation.Judge;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.Say;
import io.xiangyin.evaluator.simulation.Shopper;
import io.xiangyin.evaluator.simulation.SimulatedShopper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One simulated shopper on a stage, as a customer of their own with a copy of the seed's orders. */
final class SimulatedVisit {
    /** Copies are numbered from here; the seed's own numbers have four digits. */
    private static final int FIRST_STEM = 200_000;

    private final Stage stage;
    private final Shopper who;
    private final Cast cast;
    private final BiFunction<Say, Shopper, Say> wording;
    private final String stem;
    private final String seedStem;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Result.Line> lines = new ArrayList<>();

    SimulatedVisit(Stage stage, Shopper who, Cast cast, BiFunction<Say, Shopper, Say> wording) {
        this.wording = wording;
        this.stage = stage;
        this.who = who;
        this.cast = cast;
        this.stem = Integer.toString(FIRST_STEM + who.number());
        this.seedStem = who.goal().customer().substring(2);
    }

    Result play() throws InterruptedException {
        stage.copyCustomer(who.goal().customer(), stem);
        Map<String, Object> before = orders();
        ConversationId id = stage.begin("c-" + stem, true, who.persona().elder());
        SimulatedShopper shopper = new SimulatedShopper(who, cast);
        Optional<Say> next = Optional.of(shopper.open());
        while (next.isPresent()) {
            Say said = wording.apply(next.get(), who);
            Heard heard = exchange(id, said);
            exchanges.add(new Exchange(said, heard));
            next = shopper.answer(heard);
        }
        return Result.of(who, exchanges, Judge.findings(who, cast, exchanges, before, orders()), lines);
    }

    private Heard exchange(ConversationId id, Say say) throws InterruptedException {
        lines.add(new Result.Line("shopper", say.text()));
        List<String> texts = new ArrayList<>();
        List<String> cites = new ArrayList<>();
        List<String> choices = new ArrayList<>();
        String asked = null;
        String handoff = null;
        for (RecordedEvent recorded : stage.say(id, List.of(say.text()))) {
            switch (recorded.event()) {
                case Outbound outbound -> {
                    Reply reply = outbound.reply();
                    texts.add(seeded(reply.text()));
                    reply.citations().stream().map(Citation::articleId).forEach(cites::add);
                    reply.choices().stream().map(Reply.Choice::title).forEach(choices::add);
                    lines.add(new Result.Line("bot", seeded(reply.text()) + shown(reply)));
                }
                case SlotAsked question -> asked = question.slot();
                case HandoffRequested asking -> {
                    handoff = asking.reason().name().toLowerCase(Locale.ROOT);
                    lines.add(new Result.Line("", "a human is asked for: " + handoff));
                }
                default -> {
                    // not seen by a shopper
                }
            }
        }
        Conversation now = stage.conversation(id);
        return new Heard(
                texts,
                cites,
                now.activeFlow() == null ? null : asked,
                choices,
                handoff,
                !who.goal().wants().isEmpty() && Judge.met(who.goal(), orders()));
    }

    private String shown(Reply reply) {
        return reply.choices().isEmpty()
                ? ""
                : " "
                        + reply.choices().stream()
                                .map(choice -> seeded(choice.title()))
                                .toList();
    }

    /** The shopper's orders, by the numbers of the seed. */
    private Map<String, Object> orders() {
        Map<String, Object> orders = new TreeMap<>();
        JsonArray all = new JsonObject(stage.orders("c-" + stem)).getJsonArray("orders");
        for (int i = 0; i < all.size(); i++) {
            JsonObject order = all.getJsonObject(i);
            orders.put(seeded(order.getString("orderNo")), order.getMap());
        }
        return orders;
    }

    /** The same with the seed's numbers, so that dialogues can be compared. */
    private String seeded(@Nullable String text) {
        return text == null ? "" : text.replace(stem, seedStem);
    }
}
