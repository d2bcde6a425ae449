package io.xiangyin.dialog;

import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Advice;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted.Hit;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.InboundMessage;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reception;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.core.Staffing;
import io.xiangyin.core.turn.ConversationLanes;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.core.turn.TurnProcessor;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.manner.CaringManner;
import io.xiangyin.dialog.manner.PlainText;
import io.xiangyin.dialog.manner.TonedPolicy;
import io.xiangyin.dialog.policy.FlowPolicy;
import io.xiangyin.dialog.policy.Limits;
import io.xiangyin.dialog.understand.RuleUnderstander;
import io.xiangyin.dialog.understand.SlotMatcher;
import io.xiangyin.dialog.understand.Words;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** One conversation on the real engine, with the log in memory and a function for the shop. */
final class Rehearsal implements AutoCloseable {
    static final Path HOME = Path.of("../examples/laojie");
    static final Instant NOW = Instant.parse("2026-08-10T04:00:00Z");
    private static final FlowBook FLOWS = FlowBook.read(HOME.resolve("flows"));
    private static final Words WORDS = Words.load();
    private static final DialectLexicon DIALECTS = DialectLexicon.read(HOME.resolve("lexicon/dialect.tsv"));
    private static final EscalationLexicon ESCALATIONS = EscalationLexicon.read(HOME.resolve("lexicon/escalation.tsv"));

    private record People(boolean anyoneAvailable) implements Staffing {
        @Override
        public int expectedWaitSeconds() {
            return 180;
        }
    }

    private final ConversationId id = ConversationId.random();
    private final InMemoryEventStore store = new InMemoryEventStore(InstantSource.fixed(NOW));
    private final Conversations conversations = new Conversations(store, 8);
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final ConversationLanes lanes = new ConversationLanes((_, thrown) -> failure.set(thrown));
    private final TurnProcessor turns;
    private int sent;

    /** @param answers what the knowledge base says, by a piece of the question */
    Rehearsal(FlowBook flows, ActionRunner shop, Map<String, String> answers, Limits limits) {
        this(flows, shop, answers, limits, OpeningHours.ALWAYS, true);
    }

    /** @param staffed whether somebody has signed in; it is Monday noon in China */
    Rehearsal(
            FlowBook flows,
            ActionRunner shop,
            Map<String, String> answers,
            Limits limits,
            OpeningHours hours,
            boolean staffed) {
        Phrases phrases = new Phrases(
                Words.phrases(), Words.DIALECTS.stream().collect(Collectors.toMap(code -> code, Words::phrasesIn)));
        Reception reception = new Reception(hours, new People(staffed), phrases, InstantSource.fixed(NOW));
        CaringManner manner = new CaringManner(PlainText.standard(), phrases);
        turns = new TurnProcessor(
                store,
                conversations,
                lanes,
                new RuleUnderstander(flows, WORDS, DIALECTS, ESCALATIONS, InstantSource.fixed(NOW)),
                new TonedPolicy(
                        phrases.dialects(),
                        tone -> new FlowPolicy(
                                flows,
                                new SlotMatcher(WORDS),
                                phrases.in(tone),
                                limits,
                                article -> new Citation(article, article, ""),
                                reception.in(tone),
                                manner,
                                tone)),
                question -> answer(question, answers),
                shop,
                phrases,
                reception,
                manner,
                Advice.NONE,
                InstantSource.fixed(NOW));
        store.append(id, 0, List.of(new ConversationStarted("api", new Customer("c-1", null, Map.of(), true), true)));
    }

    static RuleUnderstander understander() {
        return understander(NOW);
    }

    static RuleUnderstander understander(Instant now) {
        return new RuleUnderstander(FLOWS, WORDS, DIALECTS, ESCALATIONS, InstantSource.fixed(now));
    }

    private static AnswerSource.Answer answer(String question, Map<String, String> answers) {
        return answers.entrySet().stream()
                .filter(entry -> question.contains(entry.getKey()))
                .findFirst()
                .map(entry -> new AnswerSource.Answer(
                        Reply.cited(entry.getValue(), List.of()), List.of(new Hit("article", "article#1", 0.8)), 0.8))
                .orElse(new AnswerSource.Answer(null, List.of(), 0.1));
    }

    /** The events that the messages, sent in one burst, brought about. */
    List<ConversationEvent> say(List<String> burst) throws InterruptedException {
        long before = conversation().version();
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        lanes.submit(id, () -> await(hold));
        for (String text : burst) {
            turns.receive(new InboundMessage(id, "m" + ++sent, text));
        }
        lanes.submit(id, done::countDown);
        hold.countDown();
        if (!done.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the turn did not end within 20 s");
        }
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
        return store.load(id, before).stream().map(RecordedEvent::event).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds events from elsewhere, such as an agent joining. */
    void add(ConversationEvent event) {
        store.append(id, EventStore.ANY_VERSION, List.of(event));
    }

    Conversation conversation() {
        return conversations.load(id);
    }

    @Override
    public void close() {
        lanes.close();
    }
}
