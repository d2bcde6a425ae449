package io.xiangyin.server.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Events;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.routing.Triage;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.server.DemoHome;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import io.xiangyin.server.ticket.Ticket.Kind;
import io.xiangyin.server.ticket.Ticket.Priority;
import io.xiangyin.server.ticket.Ticket.State;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promised times by a clock that is moved by hand. It is ten in the morning in the shop. */
class TicketClerkTest {
    private static final OpeningHours DAYS = new OpeningHours(
            List.of(new OpeningHours.Span(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, LocalTime.of(9, 0), LocalTime.of(21, 0))),
            Set.of());

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private SqliteEventStore events;

    @SuppressWarnings("NullAway.Init")
    private TicketStore store;

    @SuppressWarnings("NullAway.Init")
    private TicketDesk desk;

    private final List<JsonObject> alarms = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TicketClerk clerk;

    @SuppressWarnings("NullAway.Init")
    private Conversation conversation;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        events = new SqliteEventStore(database, new EventCodec(), clock);
        store = new TicketStore(database.jdbi());
        Phrases phrases = new Phrases(Words.phrases());
        BotHome home = BotHome.read(DemoHome.FOLDER);
        TicketPolicy policy = new TicketPolicy(home.tickets(), new Triage(home.routing()));
        desk = new TicketDesk(store, events, policy, DAYS, phrases, clock);
        Conversations conversations = new Conversations(events, 10);
        clerk = new TicketClerk(desk, store, events, conversations, policy, phrases, alarms::add, clock);
        ConversationId id = new ConversationId("conversation-1");
        events.append(id, 0, List.of(Events.started()));
        conversation = conversations.load(id);
    }

    @AfterEach
    void close() {
        clerk.close();
        events.close();
        database.close();
    }

    private Ticket opened(Kind kind) {
        return desk.open(kind, null, "冰箱不制冷", conversation, null, "小林");
    }

    private Ticket changed(Ticket ticket, State state) {
        return desk.change(ticket.id(), ticket.version(), new TicketDesk.Wish(state, null, null, null), "小林");
    }

    @Test
    void a_ticket_is_escalated_once_before_its_time_is_over() {
        Ticket ticket = opened(Kind.AFTER_SALES);
        clock.forward(Duration.ofMinutes(95));
        clerk.watch();
        assertThat(desk.get(ticket.id()).escalatedAt()).isNull();

        clock.forward(Duration.ofMinutes(2));
        clerk.watch();
        clerk.watch();
        assertThat(desk.get(ticket.id()).priority()).isEqualTo(Priority.URGENT);
        assertThat(store.changes(ticket.id())).extracting(Ticket.Change::kind).containsExactly("opened", "escalated");
        assertThat(desk.get(ticket.id()).overdue(clock.instant())).isFalse();
    }

    @Test
    void supervisors_are_told_before_a_ticket_is_late_and_once_when_it_is() {
        Ticket ticket = opened(Kind.AFTER_SALES);
        clock.forward(Duration.ofMinutes(100));
        clerk.watch();
        assertThat(alarms).extracting(alarm -> alarm.getString("about")).containsExactly("ticket_due");

        clock.forward(Duration.ofMinutes(21));
        clerk.watch();
        clerk.watch();
        assertThat(alarms).extracting(alarm -> alarm.getString("about")).containsExactly("ticket_due", "ticket_late");
        assertThat(alarms.getLast().getString("ticketId")).isEqualTo(ticket.id());
        assertThat(store.changes(ticket.id())).extracting(Ticket.Change::kind).endsWith("breached");
    }

    @Test
    void while_it_waits_for_the_customer_the_clock_stands_still() {
        Ticket ticket = changed(opened(Kind.QUALITY), State.WAITING_CUSTOMER);
        clock.forward(Duration.ofDays(2));
        clerk.watch();
        assertThat(desk.get(ticket.id()).escalatedAt()).isNull();

        Ticket again = changed(desk.get(ticket.id()), State.IN_PROGRESS);
        assertThat(again.dueAt()).isEqualTo(ticket.dueAt().plus(Duration.ofDays(2)));
        assertThat(again.overdue(clock.instant())).isFalse();
    }

    @Test
    void out_of_hours_the_time_runs_from_the_next_opening() {
        clock.forward(Duration.ofHours(12)); // ten in the evening
        Ticket ticket = opened(Kind.MESSAGE);

        assertThat(ticket.dueAt()).isEqualTo("2026-11-02T03:00:00Z"); // eleven in the morning
    }

    @Test
    void a_complaint_has_a_day_and_goes_before_others() {
        Ticket ticket = opened(Kind.COMPLAINT);

        assertThat(ticket.dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
    }
}
