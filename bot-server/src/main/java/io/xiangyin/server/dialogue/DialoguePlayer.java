package io.xiangyin.server.dialogue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.evaluator.simulation.Cast;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.Shopper;
import io.xiangyin.server.dialogue.Dialogue.Part;
import io.xiangyin.server.dialogue.Played.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plays one dialogue on a stage, and stops at the first difference. */
final class DialoguePlayer {
    private final Stage stage;
    private final Dialogue dialogue;
    private final List<Line> transcript = new ArrayList<>();
    private List<Reply.Choice> offered = List.of();
    private @Nullable String lastWords;

    private DialoguePlayer(Stage stage, Dialogue dialogue) {
        this.stage = stage;
        this.dialogue = dialogue;
    }

    static Played play(Stage stage, Dialogue dialogue) {
        long begun = System.nanoTime();
        DialoguePlayer player = new DialoguePlayer(stage, dialogue);
        String difference = player.differenceOrFailure();
        return new Played(dialogue, player.transcript, difference, Duration.ofNanos(System.nanoTime() - begun));
    }

    private @Nullable String differenceOrFailure() {
        try {
            return difference();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return dialogue.place() + ": interrupted";
        } catch (RuntimeException failure) {
            return dialogue.place() + ": " + failure.getMessage();
        }
    }

    private @Nullable String difference() throws InterruptedException {
        stage.reset(dialogue.time());
        Dialogue.Guest guest = dialogue.guest();
        if (guest != null) {
            return visit(guest);
        }
        dialogue.before().forEach(stage::shop);
        ConversationId id = stage.begin(dialogue.customer(), dialogue.verified(), dialogue.elder());
        for (Part part : dialogue.parts()) {
            String different = play(part, id);
            if (different != null) {
                return dialogue.file() + ":" + part.line() + ": " + different;
            }
        }
        return orders();
    }

    private @Nullable String visit(Dialogue.Guest guest) throws InterruptedException {
        Cast cast = CastReader.read(stage.home());
        Shopper shopper = cast.find(guest.id(), guest.seed())
                .orElseThrow(() -> new IllegalStateException("there is no simulated shopper '" + guest.id()
                        + "'; ids are in the report of xiangyin simulate"));
        Result result = new SimulatedVisit(stage, shopper, cast, (say, _) -> say).play();
        result.lines().forEach(line -> transcript.add(new Line(line.who(), line.text())));
        return result.success()
                ? null
                : dialogue.place() + ": the simulated shopper was not served: " + result.findings();
    }

    private @Nullable String play(Part part, ConversationId id) throws InterruptedException {
        long before = stage.conversation(id).version();
        if (!part.pause().isZero()) {
            stage.advance(part.pause());
            transcript.add(new Line("", part.pause() + " later"));
        }
        part.shop().forEach(request -> {
            transcript.add(new Line("shop", request.path() + " " + request.body()));
            stage.shop(request);
        });
        stage.script(part.model());
        List<String> words = words(part);
        List<RecordedEvent> happened = words.isEmpty() ? stage.since(id, before) : stage.say(id, words);
        List<ConversationEvent> events =
                happened.stream().map(RecordedEvent::event).toList();
        events.forEach(this::note);
        Conversation now = stage.conversation(id);
        String different = part.expectation().difference(events, now, lastWords);
        if (different == null && stage.leftInScript() > 0) {
            different = "the language model was not asked for " + stage.leftInScript() + " of its answers";
        }
        lastWords = now.lastBotText();
        return different;
    }

    private List<String> words(Part part) {
        String tap = part.tap();
        if (tap == null) {
            return part.says();
        }
        return offered.stream()
                .filter(choice -> choice.title().contains(tap))
                .map(choice -> List.of(choice.value()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no choice “" + tap + "” to tap; offered were "
                        + offered.stream().map(Reply.Choice::title).toList()));
    }

    private void note(ConversationEvent event) {
        switch (event) {
            case CustomerSpoke said -> transcript.add(new Line("shopper", said.text()));
            case BotReplied said -> replied("bot", said.reply());
            case NoticeGiven said -> replied("notice", said.reply());
            case AgentSpoke said -> replied("agent", said.reply());
            case ActionEnded ended ->
                transcript.add(new Line(
                        "shop",
                        ended.call().action() + new TreeMap<>(ended.call().arguments()) + " → "
                                + ended.outcome().getClass().getSimpleName()));
            case HandoffRequested asked -> transcript.add(new Line("", "a human is asked for: " + asked.reason()));
            default -> {
                // not part of what is seen from outside
            }
        }
    }

    private void replied(String who, Reply reply) {
        if (!reply.choices().isEmpty()) {
            offered = reply.choices();
        }
        String choices = reply.choices().isEmpty()
                ? ""
                : " " + reply.choices().stream().map(Reply.Choice::title).toList();
        transcript.add(new Line(who, reply.text() + choices));
    }

    /** Compares the orders with what they must look like at the end. */
    private @Nullable String orders() {
        for (Map.Entry<String, Map<String, List<String>>> expected :
                dialogue.after().entrySet()) {
            JsonObject order = new JsonObject(stage.order(expected.getKey()));
            for (Map.Entry<String, List<String>> value : expected.getValue().entrySet()) {
                String actual = String.valueOf(walk(order, value.getKey()));
                boolean absent = actual.equals("null") || actual.equals("[]");
                boolean fits = value.getValue().stream()
                        .anyMatch(one -> one.equals(actual)
                                || (one.equals("absent") && absent)
                                || (one.equals("present") && !absent));
                if (!fits) {
                    return dialogue.place() + ": expected order " + expected.getKey() + " to have " + value.getKey()
                            + " " + value.getValue() + ", it is " + actual;
                }
            }
        }
        return null;
    }

    private static @Nullable Object walk(Object from, String path) {
        Object value = from;
        for (String name : path.split("\\.", -1)) {
            value = switch (value) {
                case JsonObject object -> object.getValue(name);
                case JsonArray array
                when name.matches("\\d+") && Integer.parseInt(name) < array.size() ->
                    array.getValue(Integer.parseInt(name));
                case null, default -> null;
            };
        }
        return value;
    }
}
