package io.xiangyin.server.survey;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.outbound.QuietHours;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jdbi.v3.core.Jdbi;

/**
 * Asks for a rating when an episode has ended without an agent (who closes, asks by that), and sends some customers the
 * questionnaire, each at most once a quarter and not at night. What is due follows from the log alone.
 */
public final class Surveyor {
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final Duration TAKEN_UP = Duration.ofDays(1);

    private final EventStore store;
    private final Conversations conversations;
    private final Jdbi jdbi;
    private final Invitations invitations;
    private final SurveySettings settings;
    private final QuietHours quiet;
    private final InstantSource clock;
    private final Map<ConversationId, Instant> due = new ConcurrentHashMap<>();

    public Surveyor(
            EventStore store,
            Conversations conversations,
            Jdbi jdbi,
            Invitations invitations,
            SurveySettings settings,
            QuietHours quiet,
            InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.jdbi = jdbi;
        this.invitations = invitations;
        this.settings = settings;
        this.quiet = quiet;
        this.clock = clock;
    }

    /** Follows the log, and takes up the conversations of the last day. */
    public void start() {
        Instant now = clock.instant();
        jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT conversation_id FROM conversation WHERE last_at >= :since AND status <> 'QUEUED'")
                        .bind("since", now.minus(TAKEN_UP).toEpochMilli())
                        .mapTo(String.class)
                        .list())
                .forEach(id -> due.put(new ConversationId(id), now));
        store.subscribe(events -> events.forEach(this::follow));
    }

    private void follow(RecordedEvent recorded) {
        switch (recorded.event()) {
            case CustomerSpoke _, AgentSpoke _, RatingAsked _, CustomerRated _ ->
                due.put(recorded.conversationId(), recorded.at().plus(settings.rateAfter()));
            default -> {
                // ends no episode
            }
        }
    }

    /** Does what has become due; to be called every few seconds. */
    public void sweep() {
        Instant now = clock.instant();
        due.forEach((id, at) -> {
            if (!at.isAfter(now) && due.remove(id, at)) {
                look(id, now);
            }
        });
    }

    private void look(ConversationId id, Instant now) {
        Conversation conversation = conversations.load(id);
        boolean busy = conversation.awaitsBot()
                || !conversation.flows().isEmpty()
                || conversation.handoff() != null
                || conversation.agent() != null;
        Standing standing = Standing.of(store.load(id, 0));
        if (busy || standing.test() || !standing.helped()) {
            return;
        }
        if (!standing.asked()) {
            if (reached(id, standing.last().plus(settings.rateAfter()), now)) {
                store.append(id, conversation.version(), List.of(new RatingAsked()));
            }
        } else if (!standing.invited() && chosen(conversation, now)) {
            Instant from = standing.last().plus(settings.askAfter());
            if (reached(id, from, now) && !wokenBy(id, now) && !invitedLately(conversation, now)) {
                var _ = invitations.send(conversation);
            }
        }
    }

    /** Whether it is time; if not, it is looked at again then. */
    private boolean reached(ConversationId id, Instant at, Instant now) {
        if (at.isAfter(now)) {
            due.putIfAbsent(id, at);
            return false;
        }
        return true;
    }

    private boolean wokenBy(ConversationId id, Instant now) {
        if (quiet.at(now)) {
            due.putIfAbsent(id, now.plus(settings.askAfter()));
            return true;
        }
        return false;
    }

    /** The same customers all through a quarter, others in the next. */
    private boolean chosen(Conversation conversation, Instant now) {
        var day = now.atZone(OpeningHours.SHOP_TIME);
        String lot = conversation.customer().externalId() + "/" + day.get(IsoFields.WEEK_BASED_YEAR) + "/"
                + day.get(IsoFields.QUARTER_OF_YEAR);
        CRC32 sum = new CRC32();
        sum.update(lot.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() % 100 < settings.share();
    }

    private boolean invitedLately(Conversation conversation, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FROM conversation JOIN event USING (conversation_id)
                        WHERE customer_id = :customer AND type = 'QuestionnaireSent' AND at > :since
                        """)
                        .bind("customer", conversation.customer().externalId())
                        .bind("since", now.minus(QUARTER).toEpochMilli())
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }
}
