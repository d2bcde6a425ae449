package io.xiangyin.dialog.understand;

import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.Remembering;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understander;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.core.Understanding.Escalation;
import io.xiangyin.core.Understanding.Intent;
import io.xiangyin.core.Understanding.Signal;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.care.EmotionClassifier;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.entity.Entities;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.IntentClassifier.Ranking;
import io.xiangyin.dialog.intent.PinyinReader;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Understanding by rules, with a classifier for intents where it has {@linkplain #learn learnt} one: word lists, the
 * flows' triggers, and what the conversation is waiting for. The order of its questions is the order of precedence: danger
 * and the wish for a human first, then the flow in hand, then new matters, by their words before their likeness.
 */
public final class RuleUnderstander implements Understander {
    private static final Logger LOG = LoggerFactory.getLogger(RuleUnderstander.class);
    private static final int SHORT = 6;
    /** The intent of who asks for a human. */
    private static final String HUMAN = "human_agent";

    /** Wishes about how to talk, heard in and out of flows. */
    private static final List<String> ABOUT_TALKING =
            List.of("speakMandarin", "speakCantonese", "speakSichuanese", "rephrase", Command.SmallTalk.REPEAT);

    /** The language each of them wishes for. */
    private static final Map<String, String> LANGUAGES =
            Map.of("speakMandarin", "cmn", "speakCantonese", "yue", "speakSichuanese", "cmn-x-chuanyu");

    private static final List<String> SMALL_TALK = List.of("hello", "thanks", "bye", "fine");
    /** Characters; what is shorter is more likely an answer that was missed. */
    private static final int LEAST_FOR_A_MATTER = 5;

    private static final List<String> ELDER_MODE = List.of("elderOn", "elderOff");

    /** Within which the bot has to answer, or a human must (the example of GB/T 47746-2026, B21e). */
    private static final Duration IN_TIME = Duration.ofMinutes(3);

    private final FlowBook book;
    private final Words words;
    private final EscalationLexicon escalations;
    private final Remembering<Heard> heard;
    private final Triggers triggers;
    private final InFlow inFlow;
    private final InstantSource clock;
    private volatile @Nullable PinyinReader pinyin;
    private volatile @Nullable IntentClassifier classifier;
    private volatile @Nullable EmotionClassifier emotions;

    /** What is heard in a text by itself, whatever was said before. */
    private record Heard(DialectLexicon.Heard dialect, EscalationLexicon.Heard cues) {
        static Heard in(String text, DialectLexicon dialects, EscalationLexicon escalations) {
            DialectLexicon.Heard dialect = dialects.hear(text);
            return new Heard(dialect, escalations.hear(text, dialect.mandarin()));
        }
    }

    public RuleUnderstander(
            FlowBook book, Words words, DialectLexicon dialects, EscalationLexicon escalations, InstantSource clock) {
        this.clock = clock;
        this.book = book;
        this.words = words;
        this.escalations = escalations;
        this.heard = new Remembering<>(text -> Heard.in(text, dialects, escalations));
        this.triggers = new Triggers(book, words);
        this.inFlow = new InFlow(words, new SlotMatcher(words), triggers);
    }

    /** Takes up a reader, by which pinyin is understood from now on. */
    public void learn(PinyinReader learnt) {
        pinyin = learnt;
    }

    /** Takes up a classifier, which tells intents from now on. */
    public void learn(IntentClassifier learnt) {
        classifier = learnt;
    }

    /** Takes up a classifier, which hears feelings from now on. */
    public void learn(EmotionClassifier learnt) {
        emotions = learnt;
    }

    /** The text with typed pinyin in characters; as it stands as long as {@link #learn(PinyinReader)} was not called. */
    public String inCharacters(String text) {
        PinyinReader learnt = pinyin;
        return learnt == null ? text : learnt.read(text);
    }

    @Override
    public Understanding understand(Conversation conversation) {
        String text = conversation.unanswered().stream()
                .map(Conversation.Message::text)
                .collect(Collectors.joining("\n"));
        Heard itself = heard.apply(inCharacters(text));
        DialectLexicon.Heard dialect = itself.dialect();
        Optional<String> picked = picked(conversation, dialect.mandarin());
        String mandarin = picked.orElse(dialect.mandarin());
        EscalationLexicon.Heard cues =
                picked.map(choice -> escalations.hear(text, choice)).orElse(itself.cues());
        Escalation escalation =
                cues.escalation() == null ? overdue(conversation).orElse(null) : cues.escalation();
        Ranking ranking = rank(conversation, mandarin);
        List<Command> commands = commands(conversation, mandarin, escalation, ranking);
        return new Understanding(
                text,
                mandarin,
                dialect.dialect(),
                intent(commands, ranking),
                slots(commands, mandarin),
                emotion(conversation, mandarin, cues.emotion()),
                signals(conversation, dialect, cues, commands, ranking),
                escalation,
                commands);
    }

    /** That the shopper has waited too long for the bot, for it was stopped or stuck; a human takes over then. */
    private Optional<Escalation> overdue(Conversation conversation) {
        return conversation.unanswered().stream()
                .findFirst()
                .filter(_ -> conversation.status() == Conversation.Status.BOT)
                .map(message -> Duration.between(message.at(), clock.instant()))
                .filter(waited -> waited.compareTo(IN_TIME) > 0)
                .map(waited -> new Escalation(
                        HandoffReason.SERVICE_FAILURE, Urgency.NORMAL, "waited " + waited.toMinutes() + " min"));
    }

    /** What the choice stands for that is picked by its place ("1", "第二个") of those just offered outside a flow. */
    private Optional<String> picked(Conversation conversation, String text) {
        String bare = Words.normalise(text);
        List<Reply.Choice> offered = conversation.offered();
        if (conversation.activeFlow() != null || offered.isEmpty() || bare.length() > SHORT) {
            return Optional.empty();
        }
        int number = words.ordinal(bare, offered.size());
        return number < 1 || number > offered.size()
                ? Optional.empty()
                : Optional.of(offered.get(number - 1).value());
    }

    /** What new matter the words show; null in a flow, where they mostly answer its question. */
    private @Nullable Ranking rank(Conversation conversation, String text) {
        return conversation.activeFlow() == null ? rank(text) : null;
    }

    /** What matter the words show; null as long as nothing is learnt. */
    private @Nullable Ranking rank(String text) {
        IntentClassifier learnt = classifier;
        if (learnt == null) {
            return null;
        }
        try {
            return learnt.rank(text);
        } catch (RuntimeException failing) { // the embedding model may be an endpoint that is down
            LOG.warn("The intent could not be told; this turn goes by words alone: {}", failing.toString());
            return null;
        }
    }

    /** Short words and answers in a flow go by their phrases alone, which takes no time. */
    private Emotion emotion(Conversation conversation, String text, Emotion said) {
        EmotionClassifier learnt = emotions;
        boolean tells = conversation.activeFlow() == null && text.length() > SHORT;
        if (learnt == null || !tells) {
            return said;
        }
        try {
            return learnt.hear(text, said);
        } catch (RuntimeException failing) { // the embedding model may be an endpoint that is down
            LOG.warn("The feeling could not be told; this turn goes by phrases alone: {}", failing.toString());
            return said;
        }
    }

    private static List<Signal> signals(
            Conversation conversation,
            DialectLexicon.Heard dialect,
            EscalationLexicon.Heard cues,
            List<Command> commands,
            @Nullable Ranking ranking) {
        Understanding earlier = conversation.understanding();
        String bare = Words.normalise(dialect.mandarin());
        boolean asked = earlier != null && askedAgain(earlier, bare);
        Stream<Signal> wishes = commands.stream()
                .filter(Command.SmallTalk.class::isInstance)
                .flatMap(talk -> Stream.ofNullable(LANGUAGES.get(((Command.SmallTalk) talk).kind())))
                .map(code -> new Signal(Understanding.LANGUAGE, code));
        Stream<Signal> elsewhere = ranking == null || ranking.inScope()
                ? Stream.of()
                : Stream.of(new Signal(Understanding.ELSEWHERE, dialect.mandarin()));
        return Stream.of(
                        dialect.evidence().stream().map(words -> new Signal("dialect", words)),
                        cues.signals().stream(),
                        ElderHabits.of(conversation, asked).stream(),
                        wishes,
                        elsewhere)
                .flatMap(signals -> signals)
                .toList();
    }

    private List<Command> commands(
            Conversation conversation, String text, @Nullable Escalation escalation, @Nullable Ranking ranking) {
        String bare = Words.normalise(text);
        if (conversation.status() == Conversation.Status.QUEUED && words.has("stopWaiting", bare)) {
            return List.of(new Command.StopWaiting());
        }
        if (escalation != null) {
            return List.of(new Command.AskHuman(escalation.reason(), escalation.urgency()));
        }
        if (statement(bare).isEmpty()) {
            return List.of(new Command.SmallTalk("empty"));
        }
        for (String kind : ABOUT_TALKING) {
            if (words.is(kind, bare)) {
                return List.of(new Command.SmallTalk(kind));
            }
        }
        if (words.matches(Command.SmallTalk.FAMILY, bare)) {
            return List.of(new Command.SmallTalk(Command.SmallTalk.FAMILY));
        }
        List<String> clauses = clauses(text);
        List<Command> switches = clauses.stream()
                .flatMap(clause -> switching(clause).stream())
                .distinct()
                .toList();
        if (switches.isEmpty()) {
            return matters(conversation, text, ranking);
        }
        String rest =
                clauses.stream().filter(clause -> switching(clause).isEmpty()).collect(Collectors.joining());
        List<Command> commands = new ArrayList<>(switches.subList(0, 1));
        if (!statement(Words.normalise(rest)).isEmpty()) {
            matters(conversation, rest, ranking).stream()
                    .filter(command -> !(command instanceof Command.NotUnderstood))
                    .forEach(commands::add);
        }
        return commands;
    }

    /** The text cut after its marks; nothing is left out. */
    private static List<String> clauses(String text) {
        return List.of(text.split("(?<=[\\n，,。.！!；;、？?])", -1));
    }

    /** The wish for elder mode, or for its end, where a clause says nothing else. */
    private Optional<Command> switching(String clause) {
        String bare = Words.normalise(clause);
        return ELDER_MODE.stream()
                .filter(kind -> words.is(kind, bare))
                .findFirst()
                .map(Command.SmallTalk::new);
    }

    private List<Command> matters(Conversation conversation, String text, @Nullable Ranking ranking) {
        String bare = Words.normalise(text);
        FlowFrame frame = conversation.activeFlow();
        Flow flow = frame == null ? null : book.flows().get(frame.flow());
        if (frame == null || flow == null) {
            return afreshAll(conversation, text, bare, ranking);
        }
        List<Command> commands = inFlow.commands(flow, frame, text, bare);
        return commands.equals(List.of(new Command.NotUnderstood()))
                ? List.of(anotherMatter(flow, text, bare))
                : commands;
    }

    /** What words are about that answer nothing in a flow and name no other: another matter, if they surely show one. */
    private Command anotherMatter(Flow flow, String text, String bare) {
        Ranking ranking = bare.length() < LEAST_FOR_A_MATTER ? null : rank(text);
        if (ranking == null || !Triggers.isSure(ranking)) {
            return new Command.NotUnderstood();
        }
        return triggers.alike(bare, ranking)
                .<Command>map(meant -> meant.name().equals(flow.name())
                        ? new Command.NotUnderstood()
                        : new Command.StartFlow(meant.name()))
                .orElseGet(() -> new Command.AskKnowledge(text));
    }

    /** Two matters in one message, joined by words such as 另外, are begun one after the other. */
    private List<Command> afreshAll(Conversation conversation, String text, String bare, @Nullable Ranking ranking) {
        List<Command> starts = Arrays.stream(text.split("另外|还有|顺便|再帮我|然后|同时", -1))
                .map(part -> triggers.named(Words.normalise(part)))
                .flatMap(Optional::stream)
                .map(Flow::name)
                .distinct()
                .<Command>map(Command.StartFlow::new)
                .toList();
        return starts.size() == 2 ? starts : List.of(afresh(conversation, text, bare, ranking));
    }

    private Command afresh(Conversation conversation, String text, String bare, @Nullable Ranking ranking) {
        Understanding earlier = conversation.understanding();
        if (earlier != null && (words.is("unhelped", bare) || askedAgain(earlier, bare))) {
            return new Command.NotUnderstood();
        }
        Optional<Flow> flow = triggers.exactly(bare).or(() -> triggers.named(bare));
        if (flow.isPresent()) {
            return new Command.StartFlow(flow.get().name());
        }
        if (words.is("startOver", bare)) {
            return new Command.StartOver();
        }
        for (String kind : SMALL_TALK) {
            if (words.is(kind, bare)) {
                return new Command.SmallTalk(kind);
            }
        }
        if (words.is("cancel", bare) || words.is("no", bare)) {
            return new Command.SmallTalk("nothing");
        }
        Optional<Flow> meant = triggers.wholly(bare).or(() -> triggers.alike(bare, ranking));
        if (meant.isPresent()) {
            return new Command.StartFlow(meant.get().name());
        }
        List<Flow> between = triggers.between(bare, ranking);
        return between.isEmpty()
                ? new Command.AskKnowledge(text)
                : new Command.StartOneOf(between.stream().map(Flow::name).toList());
    }

    /** Whether the shopper asks in the same words what they were just answered: the answer was no help. */
    private static boolean askedAgain(Understanding earlier, String bare) {
        Command.AskKnowledge before = earlier.find(Command.AskKnowledge.class);
        return before != null && statement(Words.normalise(before.query())).equals(statement(bare));
    }

    private static String statement(String bare) {
        return bare.replace("?", "");
    }

    /** The intent the words show, where that can be told, else the one that follows from what is done about them. */
    private static @Nullable Intent intent(List<Command> commands, @Nullable Ranking ranking) {
        if (ranking != null && ranking.inScope()) {
            return new Intent(ranking.first().intent(), ranking.first().confidence());
        }
        for (Command command : commands) {
            switch (command) {
                case Command.StartFlow start -> {
                    return new Intent(start.flow(), 1.0);
                }
                case Command.AskHuman ask -> {
                    return new Intent(
                            ask.reason() == HandoffReason.CUSTOMER_REQUEST
                                    ? HUMAN
                                    : ask.reason().name().toLowerCase(Locale.ROOT),
                            1.0);
                }
                case Command.SmallTalk talk -> {
                    return new Intent(talk.kind(), 1.0);
                }
                default -> {
                    // says nothing about a matter
                }
            }
        }
        return null;
    }

    /** The values in the words by their kind, and those that fill a flow's slots by the slot. */
    private Map<String, String> slots(List<Command> commands, String text) {
        Map<String, String> slots = new HashMap<>();
        Entities.find(text, LocalDate.ofInstant(clock.instant(), OpeningHours.SHOP_TIME))
                .forEach(entity -> slots.putIfAbsent(entity.kind().slot(), entity.value()));
        for (Command command : commands) {
            if (command instanceof Command.FillSlot fill) {
                slots.put(fill.slot(), fill.value());
            }
        }
        return slots;
    }
}
