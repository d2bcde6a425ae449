package io.xiangyin.evaluator;

import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Understanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An {@link Episode} while its conversation is being read. Holds facts only; {@link Episodes} decides where it ends. */
final class EpisodeDraft {
    private static final Set<String> ORDER_NAMES = Set.of("order", "orderNo");

    final HumanSide humans = new HumanSide();
    private @Nullable Instant start;
    private Instant end;
    private int customerMessages;
    private int botReplies;
    private long lastSpoken;
    private long lastRead;
    private boolean onlySmallTalk = true;
    private final Set<String> orders = new LinkedHashSet<>();
    private @Nullable String lastSlotOrder;
    private @Nullable String flow;
    private @Nullable String intent;
    private @Nullable String article;
    private @Nullable Instant askedBotAt;
    private boolean botClockStopped;
    private final List<Long> responses = new ArrayList<>();
    private boolean complaint;
    private boolean unanswered;
    private boolean botAnswered;
    private Episode.@Nullable Resolution resolution;
    private Episode.@Nullable Rating rating;
    private boolean ratingAsked;
    private int questions;
    private final List<Long> answeredTurns = new ArrayList<>();

    EpisodeDraft(Instant at) {
        end = at;
    }

    /** Whether the shopper's next act belongs to another episode. */
    boolean overBy(Instant at, Duration silence) {
        return resolution != null || (start != null && humans.botHolds() && !at.isBefore(end.plus(silence)));
    }

    boolean begun() {
        return start != null;
    }

    void acted(Instant at) {
        start = start == null ? at : start;
        end = at;
    }

    void customerSpoke(long seq, Instant at) {
        acted(at);
        customerMessages++;
        lastSpoken = seq;
        if (!humans.withAgent()) {
            unanswered = true;
            askedBotAt = askedBotAt == null ? at : askedBotAt;
        }
    }

    void understood(long upTo, Understanding understanding) {
        lastRead = Math.max(lastRead, upTo);
        boolean smallTalk = smallTalk(understanding);
        onlySmallTalk &= smallTalk;
        if (intent == null && !smallTalk && understanding.intent() != null) {
            intent = understanding.intent().name();
        }
    }

    static boolean smallTalk(Understanding understanding) {
        return !understanding.commands().isEmpty()
                && understanding.commands().stream().allMatch(Command.SmallTalk.class::isInstance);
    }

    void botReplied(long seq, Instant at) {
        end = at;
        botReplies++;
        unanswered = false;
        response(seq);
    }

    /** A notice answers a message only if it is about the handoff. */
    void noticeGiven(long seq, Instant at) {
        if (humans.waiting()) {
            humans.acknowledged(at);
            unanswered = false;
            response(seq);
        }
    }

    private void response(long seq) {
        if (askedBotAt != null && !botClockStopped) {
            responses.add(seq);
        }
    }

    void flowStarted(String name, Instant at) {
        end = at;
        flow = flow == null ? name : flow;
    }

    void flowEnded(boolean completed, Instant at) {
        end = at;
        botAnswered |= completed;
    }

    /** A corrected order number takes the place of the one filled before it. */
    void slotFilled(String slot, String value, boolean corrected) {
        if (ORDER_NAMES.contains(slot)) {
            if (corrected && lastSlotOrder != null) {
                orders.remove(lastSlotOrder);
            }
            orders.add(value);
            lastSlotOrder = value;
        }
    }

    void called(Map<String, String> arguments, Instant at) {
        end = at;
        arguments.forEach((name, value) -> {
            if (ORDER_NAMES.contains(name)) {
                orders.add(value);
            }
        });
    }

    void consulted(KnowledgeConsulted event) {
        questions++;
        if (event.answered()) {
            answeredTurns.add(lastRead);
            botAnswered = true;
        }
        if (article == null && event.answered() && !event.hits().isEmpty()) {
            article = event.hits().getFirst().articleId();
        }
    }

    void handoffRequested(HandoffReason reason, Instant requestedAt, Instant at) {
        acted(at);
        complaint |= reason == HandoffReason.COMPLAINT;
        botAnswered = false;
        humans.requested(requestedAt);
    }

    void agentJoined(Instant at) {
        acted(at);
        unanswered = false;
        botClockStopped = askedBotAt != null;
    }

    void humanActed(Instant at) {
        end = at;
    }

    void resolved(boolean byAgent, Instant at) {
        end = at;
        resolution = byAgent ? Episode.Resolution.BY_AGENT : Episode.Resolution.BY_CUSTOMER;
        unanswered = false;
        humans.ended(at);
    }

    void ratingAsked() {
        ratingAsked = true;
    }

    void rated(int score, boolean resolved) {
        rating = new Episode.Rating(score, resolved);
    }

    boolean greetingOnly() {
        return customerMessages > 0 && lastRead >= lastSpoken && onlySmallTalk && !humans.involved();
    }

    /** Takes the rating of a later episode that was only thanks; thanks are neither a request nor an answer. */
    void absorb(EpisodeDraft thanks) {
        ratingAsked |= thanks.ratingAsked;
        rating = thanks.rating == null ? rating : thanks.rating;
    }

    /** @param labels by turn, whether it was judged as understood */
    Episode build(Map<Long, Instant> deliveredAt, Map<Long, Boolean> labels) {
        List<Boolean> judged = answeredTurns.stream()
                .filter(labels::containsKey)
                .map(turn -> labels.getOrDefault(turn, true))
                .toList();
        Instant begin = start == null ? end : start;
        return new Episode(
                begin,
                end,
                customerMessages,
                botReplies,
                greetingOnly(),
                Collections.unmodifiableSet(orders),
                subject(),
                firstBotResponse(deliveredAt),
                humans.firstText().map(text -> Duration.between(begin, text)),
                humans.involved(),
                humans.waits(),
                humans.transfers(),
                humans.everJoined(),
                complaint,
                !humans.botHolds(),
                unanswered,
                botAnswered,
                Optional.ofNullable(resolution),
                Optional.ofNullable(rating),
                ratingAsked,
                questions,
                answeredTurns.size(),
                judged.size(),
                (int) judged.stream().filter(right -> !right).count());
    }

    private String subject() {
        if (flow != null) {
            return flow;
        }
        if (intent != null) {
            return intent;
        }
        return article == null ? "general" : article;
    }

    private Optional<Duration> firstBotResponse(Map<Long, Instant> deliveredAt) {
        Instant asked = askedBotAt;
        return asked == null
                ? Optional.empty()
                : responses.stream()
                        .filter(deliveredAt::containsKey)
                        .map(seq -> Duration.between(asked, deliveredAt.get(seq)))
                        .min(Comparator.naturalOrder());
    }
}
