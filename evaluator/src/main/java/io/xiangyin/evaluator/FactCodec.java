package io.xiangyin.evaluator;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.evaluator.DeskFacts.Complaint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts as bytes: each field in the order of its record, numbers as {@link FactBytes} packs them, times as their distance
 * from the beginning of the conversation. The reader shares texts that many conversations have.
 */
final class FactCodec {
    /** Counted up with every change of what is written. */
    static final int FORMAT = 3;

    /** From here on reading is shared by the processors. */
    private static final int MANY = 5_000;

    private FactCodec() {}

    static byte[] write(ConversationFacts facts) {
        FactBytes.Writer out = new FactBytes.Writer(facts.startedAt());
        out.text(facts.id().value());
        out.epoch(facts.startedAt());
        out.flag(facts.test());
        out.text(facts.customer().externalId());
        out.number(facts.customer().attributes().size());
        facts.customer().attributes().forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
        out.text(facts.channel());
        out.number(facts.turns());
        out.number(facts.customerMessages());
        out.number(facts.botReplies());
        out.text(facts.dialect());
        out.optional(facts.topic(), out::text);
        out.text(facts.botVersion());
        out.text(facts.category());
        out.texts(facts.skills());
        out.texts(facts.failed());
        out.texts(facts.agents());
        out.list(facts.labelled(), turn -> {
            out.text(turn.dialect());
            out.flag(turn.right());
        });
        out.list(facts.episodes(), episode -> write(episode, out));
        out.flag(facts.desk().humanSpoke());
        out.flag(facts.desk().askedAgain());
        out.list(facts.desk().complaints(), complaint -> {
            out.time(complaint.openedAt());
            out.timeOrNull(complaint.closedAt());
        });
        return out.bytes();
    }

    private static void write(Episode episode, FactBytes.Writer out) {
        out.time(episode.start());
        out.time(episode.end());
        out.number(episode.customerMessages());
        out.number(episode.botReplies());
        out.texts(episode.orders());
        out.text(episode.subject());
        out.optional(episode.firstBotResponse(), out::duration);
        out.optional(episode.firstHumanHelp(), out::duration);
        out.list(episode.waits(), wait -> write(wait, out));
        out.number(episode.transfers());
        out.flags(
                episode.greetingOnly(),
                episode.handedOff(),
                episode.agentJoined(),
                episode.complaint(),
                episode.open(),
                episode.unanswered(),
                episode.botAnswered(),
                episode.ratingAsked());
        out.optional(episode.resolution(), by -> out.flag(by == Episode.Resolution.BY_AGENT));
        out.optional(episode.rating(), rating -> {
            out.number(rating.score());
            out.flag(rating.resolved());
        });
        out.number(episode.questions());
        out.number(episode.answers());
        out.number(episode.judgedAnswers());
        out.number(episode.wrongAnswers());
    }

    private static void write(Wait wait, FactBytes.Writer out) {
        out.flag(wait.transfer());
        out.time(wait.requestedAt());
        out.timeOrNull(wait.acknowledgedAt());
        out.timeOrNull(wait.queuedAt());
        out.timeOrNull(wait.acceptedAt());
        out.timeOrNull(wait.repliedAt());
        out.timeOrNull(wait.humanTextAt());
        out.timeOrNull(wait.leftAt());
        out.optional(Optional.ofNullable(wait.expected()), out::duration);
    }

    static List<ConversationFacts> readAll(List<FactSheet> sheets) {
        KnownTexts known = new KnownTexts();
        var stream = sheets.size() < MANY ? sheets.stream() : sheets.parallelStream();
        return stream.map(sheet -> read(sheet, known)).toList();
    }

    static ConversationFacts read(FactSheet sheet, KnownTexts known) {
        return read(new FactBytes.Reader(sheet.bytes(), known));
    }

    /** Whose conversation it is, without reading on. */
    static String customer(FactSheet sheet, KnownTexts known) {
        FactBytes.Reader in = new FactBytes.Reader(sheet.bytes(), known);
        in.pass();
        in.epoch();
        in.flag();
        return in.shared();
    }

    private static ConversationFacts read(FactBytes.Reader in) {
        return new ConversationFacts(
                new ConversationId(in.text()),
                in.epoch(),
                in.flag(),
                new Customer(in.shared(), null, attributes(in), false),
                in.shared(),
                in.number(),
                in.number(),
                in.number(),
                in.shared(),
                in.optional(in::shared),
                in.shared(),
                in.shared(),
                texts(in),
                texts(in),
                texts(in),
                in.list(() -> new LabelledTurn(in.shared(), in.flag())),
                in.list(() -> episode(in)),
                new DeskFacts(in.flag(), in.flag(), in.list(() -> new Complaint(in.time(), in.timeOrNull()))));
    }

    private static Map<String, String> attributes(FactBytes.Reader in) {
        int size = in.number();
        Map<String, String> attributes = HashMap.newHashMap(size);
        for (int i = 0; i < size; i++) {
            attributes.put(in.shared(), in.shared());
        }
        return attributes;
    }

    /** In the order in which they were written. */
    private static Set<String> texts(FactBytes.Reader in) {
        List<String> texts = in.list(in::shared);
        return switch (texts.size()) {
            case 0 -> Set.of();
            case 1 -> Set.of(texts.getFirst());
            default -> new LinkedHashSet<>(texts);
        };
    }

    private static Episode episode(FactBytes.Reader in) {
        Instant start = in.time();
        Instant end = in.time();
        int customerMessages = in.number();
        int botReplies = in.number();
        Set<String> orders = texts(in);
        String subject = in.shared();
        Optional<Duration> firstBotResponse = in.optional(in::duration);
        Optional<Duration> firstHumanHelp = in.optional(in::duration);
        List<Wait> waits = in.list(() -> wait(in));
        int transfers = in.number();
        int flags = in.octet();
        return new Episode(
                start,
                end,
                customerMessages,
                botReplies,
                (flags & 1) != 0,
                orders,
                subject,
                firstBotResponse,
                firstHumanHelp,
                (flags & 2) != 0,
                waits,
                transfers,
                (flags & 4) != 0,
                (flags & 8) != 0,
                (flags & 16) != 0,
                (flags & 32) != 0,
                (flags & 64) != 0,
                in.optional(() -> in.flag() ? Episode.Resolution.BY_AGENT : Episode.Resolution.BY_CUSTOMER),
                in.optional(() -> new Episode.Rating(in.number(), in.flag())),
                (flags & 128) != 0,
                in.number(),
                in.number(),
                in.number(),
                in.number());
    }

    private static Wait wait(FactBytes.Reader in) {
        boolean transfer = in.flag();
        Instant requestedAt = in.time();
        @Nullable Instant acknowledgedAt = in.timeOrNull();
        @Nullable Instant queuedAt = in.timeOrNull();
        @Nullable Instant acceptedAt = in.timeOrNull();
        @Nullable Instant repliedAt = in.timeOrNull();
        @Nullable Instant humanTextAt = in.timeOrNull();
        @Nullable Instant leftAt = in.timeOrNull();
        @Nullable Duration expected = in.optional(in::duration).orElse(null);
        return new Wait(
                transfer, requestedAt, acknowledgedAt, queuedAt, acceptedAt, repliedAt, humanTextAt, leftAt, expected);
    }
}
