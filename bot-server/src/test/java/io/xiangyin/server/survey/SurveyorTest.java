package io.xiangyin.server.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.channel.web.ConversationTokens;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Events;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.server.outbound.QuietHours;
import io.xiangyin.server.scorecard.PlanReader;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When shoppers are asked for their opinion, by a clock that is moved by hand. It is ten in the morning in the shop. */
class SurveyorTest {
    private static final SurveySettings EVERYBODY =
            new SurveySettings(100, Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofDays(14));

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private int talks;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private SqliteEventStore store;

    @SuppressWarnings("NullAway.Init")
    private Surveyor surveyor;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        store = new SqliteEventStore(database, new EventCodec(), clock);
        surveyor = surveyor(EVERYBODY);
        surveyor.start();
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private Surveyor surveyor(SurveySettings settings) {
        Conversations conversations = new Conversations(store, 10);
        Invitations invitations = new Invitations(
                store,
                new ConversationTokens(new byte[32]),
                PlanReader.questionnaire(folder),
                new Phrases(Words.phrases()),
                settings.open(),
                clock);
        return new Surveyor(store, conversations, database.jdbi(), invitations, settings, QuietHours.DEFAULT, clock);
    }

    private ConversationId begin(String customer, boolean test) {
        ConversationId id = new ConversationId("conversation-" + ++talks);
        store.append(
                id, 0, List.of(new ConversationStarted("web", new Customer(customer, null, Map.of(), true), test)));
        return id;
    }

    private void append(ConversationId id, ConversationEvent... events) {
        store.append(id, store.load(id, 0).size(), List.of(events));
    }

    /** The shopper asks, the bot answers from an article. */
    private ConversationId answered(String customer) {
        ConversationId id = begin(customer, false);
        asks(id);
        return id;
    }

    private void asks(ConversationId id) {
        append(id, Events.spoke(id + "-" + store.load(id, 0).size(), "退货要几天"));
        append(
                id,
                Events.understood(store.load(id, 0).size()),
                new KnowledgeConsulted("退货要几天", List.of(), 0.8, true),
                Events.replied("七天内都可以退。"));
    }

    private void after(int minutes) {
        clock.forward(Duration.ofMinutes(minutes));
        surveyor.sweep();
    }

    private long count(ConversationId id, Class<? extends ConversationEvent> type) {
        return store.load(id, 0).stream()
                .filter(recorded -> type.isInstance(recorded.event()))
                .count();
    }

    @Test
    void an_episode_the_bot_settled_is_rated_once_it_is_quiet() {
        ConversationId id = answered("c-1");
        after(9);
        assertThat(count(id, RatingAsked.class)).isZero();
        after(2);
        after(11);
        assertThat(count(id, RatingAsked.class)).isEqualTo(1);
    }

    @Test
    void thanks_are_not_rated_but_a_new_question_is() {
        ConversationId id = answered("c-1");
        after(11);
        append(id, Events.spoke("x-1", "谢谢"));
        append(id, Events.understood(store.load(id, 0).size()), Events.replied("不客气"));
        after(11);
        assertThat(count(id, RatingAsked.class)).isEqualTo(1);
        asks(id);
        after(11);
        assertThat(count(id, RatingAsked.class)).isEqualTo(2);
    }

    @Test
    void nobody_is_asked_who_got_no_help_or_only_rehearses() {
        ConversationId helpless = begin("c-1", false);
        append(helpless, Events.spoke("x-1", "嗯"));
        append(helpless, Events.understood(2), Events.replied("您请说"));
        ConversationId rehearsal = begin("c-2", true);
        asks(rehearsal);
        after(11);
        after(31);
        assertThat(count(helpless, RatingAsked.class)).isZero();
        assertThat(count(rehearsal, RatingAsked.class)).isZero();
    }

    @Test
    void the_questionnaire_follows_in_the_words_of_the_shopper_and_once_a_quarter() {
        ConversationId first = answered("c-1");
        append(first, new ElderModeSwitched(true, "customer"));
        after(11);
        append(first, new CustomerRated(5, true, null));
        after(11);
        assertThat(count(first, QuestionnaireSent.class)).isZero();
        after(20);
        assertThat(store.load(first, 0))
                .filteredOn(recorded -> recorded.event() instanceof QuestionnaireSent)
                .singleElement()
                .satisfies(recorded -> {
                    QuestionnaireSent sent = (QuestionnaireSent) recorded.event();
                    assertThat(sent.style()).isEqualTo("elder");
                    assertThat(sent.link()).startsWith("/questions?t=conversation-1.");
                    assertThat(sent.reply().text()).contains("字大").doesNotContain("questions");
                });

        ConversationId second = answered("c-1");
        after(11);
        after(31);
        assertThat(count(second, RatingAsked.class)).isEqualTo(1);
        assertThat(count(second, QuestionnaireSent.class)).isZero();
    }

    @Test
    void nobody_is_woken_for_the_questionnaire() {
        clock.forward(Duration.ofMinutes(11 * 60 + 40)); // 21:40 in the shop
        ConversationId id = answered("c-1");
        after(11);
        after(31); // 22:22
        assertThat(count(id, QuestionnaireSent.class)).isZero();
        for (int i = 0; i < 20; i++) {
            after(31);
        }
        assertThat(count(id, QuestionnaireSent.class)).isEqualTo(1);
    }

    @Test
    void what_is_due_is_taken_up_after_a_restart() {
        ConversationId id = answered("c-1");
        surveyor = surveyor(EVERYBODY);
        surveyor.start();
        after(11);
        assertThat(count(id, RatingAsked.class)).isEqualTo(1);
    }
}
