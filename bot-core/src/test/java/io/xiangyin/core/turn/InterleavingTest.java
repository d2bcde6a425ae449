package io.xiangyin.core.turn;

import static io.xiangyin.core.Events.AHKEUNG;
import static io.xiangyin.core.Events.XIAOLIN;
import static io.xiangyin.core.Events.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Advice;
import io.xiangyin.core.Agent;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Decision;
import io.xiangyin.core.Events;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.HookedStore;
import io.xiangyin.core.InMemoryEventStore;
import io.xiangyin.core.InboundMessage;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Receptions;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.desk.Desk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Shopper, bot, human button and two agents in every order a seed can think of. Whoever is about to touch the store
 * gives up the baton, and the seed picks who goes on; so a failing seed fails again.
 */
class InterleavingTest {
    private static final int SCHEDULES = 4_000;
    private static final long FIRST_SEED = 20_261_101;
    private static final Phrases PHRASES = new Phrases(Map.of(
            "handoff.broken", "broken",
            "handoff.requested", "a human is coming",
            "handoff.abandoned", "back to the bot",
            "agent.joined", "{agent} joined",
            "agent.transferred", "a colleague takes over",
            "agent.returned", "the bot is back",
            "agent.resolved", "all done",
            "rating.thanks", "thank you"));

    @Test
    void inEveryOrderOfEventsTheConversationStaysSound() {
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            Story story = new Story(seed);
            try {
                story.play();
                story.check();
                story.log()
                        .forEach(recorded ->
                                seen.merge(recorded.event().getClass().getSimpleName(), 1, Integer::sum));
                seen.merge("crash", story.crashes, Integer::sum);
            } catch (Throwable broken) {
                throw new AssertionError("Broken by seed " + seed + "L:\n" + story.transcript(), broken);
            }
        }
        assertThat(seen)
                .as("the stories are worth telling")
                .containsKeys("ActionEnded", "ReturnedToBot", "ConversationTransferred", "ConversationResolved")
                .containsKeys("HandoffAbandoned", "CustomerRated", "KnowledgeConsulted", "FlowEnded")
                .extractingByKey("crash")
                .satisfies(crashes -> assertThat(crashes).isGreaterThan(SCHEDULES / 20));
    }

    /** One conversation, told by one seed. */
    private static final class Story {
        private final Random random;
        private final Baton baton;
        private final HandClock clock = new HandClock();
        private final InMemoryEventStore memory = new InMemoryEventStore(clock);
        private final HookedStore store = new HookedStore(memory);
        private final Conversations live = new Conversations(memory, 10);
        private final Desk desk =
                new Desk(store, new Conversations(store, 10), PHRASES, Receptions.open(PHRASES, clock), clock);
        private final ConversationId id = new ConversationId("conversation-1");
        private final List<RecordedEvent> heard = new ArrayList<>();
        private final Map<String, Integer> effects = new HashMap<>();
        private TurnProcessor processor;
        private int turnsWaiting;
        private int people;
        private int crashes;

        Story(long seed) {
            random = new Random(seed);
            baton = new Baton(random);
            memory.append(id, 0, List.of(started()));
            heard.addAll(memory.load(id, 0));
            memory.subscribe(heard::addAll);
            processor = process();
            store.beforeAppend = _ -> touch();
            store.beforeLoad = this::touch;
        }

        /** The processor as a freshly started program has it; the test runs its turns. */
        private TurnProcessor process() {
            ConversationLanes closed = new ConversationLanes((_, _) -> {});
            closed.close();
            return new TurnProcessor(
                    store,
                    new Conversations(store, 10),
                    closed,
                    Story::understand,
                    Story::decide,
                    Story::answer,
                    (_, call) -> run(call),
                    PHRASES,
                    Receptions.open(PHRASES, clock),
                    (reply, _) -> reply,
                    Advice.NONE,
                    clock);
        }

        private void touch() {
            clock.forward(Duration.ofMillis(random.nextInt(50)));
            baton.pass();
            if (baton.holder().equals("bot") && random.nextInt(200) == 0) {
                throw new Killed();
            }
        }

        void play() {
            person("shopper", this::shopper);
            person("button", this::button);
            person("xiaolin", () -> agent(XIAOLIN));
            person("ahkeung", () -> agent(AHKEUNG));
            baton.join("bot", this::bot);
            baton.run();
        }

        private void person(String name, Runnable acts) {
            people++;
            baton.join(name, () -> {
                acts.run();
                people--;
            });
        }

        private void shopper() {
            String[] wishes = {"hello", "ask", "cancel", "human", "break", "look"};
            int count = 2 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                String text = wishes[random.nextInt(wishes.length)] + "#" + i;
                int repeats = random.nextInt(4) == 0 ? 2 : 1;
                for (int repeat = 0; repeat < repeats; repeat++) {
                    TurnProcessor.Receipt receipt = processor.receive(new InboundMessage(id, "p" + i, text));
                    assertThat(receipt).isNotNull();
                    turnsWaiting++;
                }
                idle();
            }
            if (random.nextBoolean()) {
                desk.rate(id, 5, true, null);
            }
        }

        private void button() {
            idle();
            for (int i = random.nextInt(3); i > 0; i--) {
                desk.requestHuman(id);
                idle();
                if (random.nextBoolean()) {
                    desk.stopWaiting(id);
                }
            }
        }

        private void agent(Agent agent) {
            for (int i = 0; i < 6; i++) {
                idle();
                switch (random.nextInt(6)) {
                    case 0, 1 -> desk.accept(id, agent);
                    case 2 -> desk.say(id, agent, "p" + i, "agent " + i);
                    case 3 -> desk.transfer(id, agent, null);
                    case 4 -> desk.returnToBot(id, agent, null);
                    default -> desk.resolve(id, agent, null);
                }
            }
        }

        private void bot() {
            while (people > 0 || turnsWaiting > 0) {
                if (turnsWaiting == 0) {
                    baton.pass();
                    continue;
                }
                turnsWaiting--;
                try {
                    processor.respond(id);
                } catch (Killed _) {
                    crashes++;
                    processor = process();
                    turnsWaiting += memory.listAwaitingBot().size();
                }
            }
        }

        private void idle() {
            for (int i = random.nextInt(6); i > 0; i--) {
                baton.pass();
            }
        }

        private static Understanding understand(Conversation conversation) {
            String text = conversation.unanswered().stream()
                    .map(Conversation.Message::text)
                    .collect(Collectors.joining("\n"));
            return Events.understanding(text, new Command.AskKnowledge(text));
        }

        private static AnswerSource.Answer answer(String question) {
            return new AnswerSource.Answer(Reply.text("answer to " + question), List.of(), 0.9);
        }

        private ActionOutcome run(ActionCall call) {
            effects.merge(call.idempotencyKey(), 1, Integer::sum);
            baton.pass();
            return new ActionOutcome.Succeeded(Map.of("key", call.idempotencyKey()));
        }

        private static Decision decide(Turn turn) {
            FlowFrame flow = turn.conversation().activeFlow();
            if (flow != null) {
                return cancel(flow);
            }
            boolean spoke = turn.has(BotReplied.class);
            String text = turn.understanding().text();
            if (turn.understanding().commands().isEmpty()) {
                return clarify("anything else?");
            }
            if (text.contains("cancel") && !turn.has(FlowEnded.class)) {
                return new Decision.RunStep(List.of(new FlowStarted("cancelOrder")), null);
            }
            if (text.contains("break")) {
                throw new IllegalStateException("told to break");
            }
            if (text.contains("human") && turn.conversation().status() == Conversation.Status.BOT) {
                return new Decision.HandOff(
                        List.of(),
                        HandoffReason.CUSTOMER_REQUEST,
                        Handoff.Origin.WORDS,
                        Urgency.NORMAL,
                        Reply.notice("a human is coming"));
            }
            if (text.contains("look") && !turn.has(ActionEnded.class)) {
                return new Decision.RunStep(List.of(), new ActionCall("look", Map.of(), "look", false, "order"));
            }
            if (text.contains("ask")) {
                return spoke ? new Decision.Listen(List.of()) : new Decision.Answer(List.of(), text);
            }
            return clarify("you said " + text);
        }

        private static Decision cancel(FlowFrame flow) {
            String key = "cancel-" + flow.startedSeq();
            return flow.results().containsKey("cancelled")
                    ? new Decision.Clarify(
                            List.of(new FlowEnded("cancelOrder", FlowEnded.Outcome.COMPLETED)),
                            Reply.text("result of " + key))
                    : new Decision.RunStep(List.of(), new ActionCall("cancelOrder", Map.of(), key, true, "cancelled"));
        }

        private static Decision clarify(String text) {
            return new Decision.Clarify(List.of(), Reply.text(text));
        }

        List<RecordedEvent> log() {
            return memory.load(id, 0);
        }

        String transcript() {
            return log().stream().map(RecordedEvent::toString).collect(Collectors.joining("\n"));
        }

        void check() {
            List<RecordedEvent> log = log();
            assertThat(log)
                    .extracting(RecordedEvent::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, log.size()).boxed().toList());
            assertThat(heard).isEqualTo(log);
            theBotIsSilentWhileAnAgentIsThere(log);
            everyMessageIsReadOnce(log);
            everyResultIsToldOnce(log);
            Conversation end = Conversation.replay(id, log);
            assertThat(live.load(id)).isEqualTo(end);
            assertThat(end.unanswered()).as("unanswered in the end").isEmpty();
            assertThat(end.awaitsBot()).as("the bot owes nothing").isFalse();
        }

        private static void theBotIsSilentWhileAnAgentIsThere(List<RecordedEvent> log) {
            boolean held = false;
            for (RecordedEvent recorded : log) {
                ConversationEvent event = recorded.event();
                boolean bots = event instanceof BotReplied
                        || event instanceof MessageUnderstood
                        || event instanceof HandoffRequested
                        || event instanceof OutsideCallFailed;
                assertThat(held && bots)
                        .as("bot's event %s while an agent is there", recorded.seq())
                        .isFalse();
                assertThat(held && event instanceof AgentJoined)
                        .as("two agents at %s", recorded.seq())
                        .isFalse();
                boolean leaves = event instanceof ReturnedToBot
                        || event instanceof ConversationTransferred
                        || event instanceof ConversationResolved;
                held = event instanceof AgentJoined || (held && !leaves);
            }
        }

        private static void everyMessageIsReadOnce(List<RecordedEvent> log) {
            Set<String> written = new HashSet<>();
            Set<String> read = new HashSet<>();
            long upTo = 0;
            for (RecordedEvent recorded : log) {
                if (recorded.event() instanceof CustomerSpoke spoke) {
                    assertThat(written.add(spoke.channelMessageId()))
                            .as("stored once: " + spoke)
                            .isTrue();
                }
                if (recorded.event() instanceof MessageUnderstood understood) {
                    assertThat(understood.upTo()).isGreaterThan(upTo).isLessThan(recorded.seq());
                    upTo = understood.upTo();
                    for (String text : understood.understanding().text().split("\n", -1)) {
                        assertThat(read.add(text)).as("read once: " + text).isTrue();
                    }
                }
            }
        }

        private void everyResultIsToldOnce(List<RecordedEvent> log) {
            for (RecordedEvent recorded : log) {
                if (!(recorded.event() instanceof ActionStarted started)) {
                    continue;
                }
                String key = started.call().idempotencyKey();
                long told = log.stream()
                        .filter(e -> e.event() instanceof BotReplied replied
                                && replied.reply().text().equals("result of " + key))
                        .count();
                boolean agentCame =
                        log.stream().anyMatch(e -> e.seq() > recorded.seq() && e.event() instanceof AgentJoined);
                assertThat(told).as("told " + key).isLessThanOrEqualTo(1);
                assertThat(told == 1 || agentCame)
                        .as("told or taken over: " + key)
                        .isTrue();
                assertThat(told == 0 || effects.containsKey(key))
                        .as("made before told: " + key)
                        .isTrue();
            }
        }
    }

    /** Stands for {@code kill -9} in the middle of a turn. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
