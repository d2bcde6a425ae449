package io.xiangyin.server.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Reply;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.scorecard.Ledger;
import io.xiangyin.evaluator.scorecard.Questionnaire.Scale;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.scorecard.Scoring.Scored;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {
    private static final Instant NOW = Instant.parse("2026-11-02T02:00:00Z");
    private static final Agent LIN = new Agent("lin", "小林");

    @TempDir
    private Path folder;

    private Path home;
    private Database database;
    private SqliteEventStore store;
    private Scoring scoring;

    @BeforeEach
    void open() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("scorecard"));
        database = Database.open(folder.resolve("data"));
        EventCodec codec = new EventCodec();
        InstantSource clock = InstantSource.fixed(NOW);
        store = new SqliteEventStore(database, codec, clock);
        scoring = new Scoring(
                home,
                new ServiceReports(database.jdbi(), codec, ReportSettings.DEFAULT, clock),
                new ConversationLogs(database.jdbi(), codec),
                new Opinions(database.jdbi(), codec));
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private void conversation(boolean test, String said, int score) {
        ConversationId id = ConversationId.random();
        store.append(
                id, 0, List.of(new ConversationStarted("web", new Customer("c-" + id, null, Map.of(), true), test)));
        for (ConversationEvent event : List.of(
                new CustomerSpoke(id + "-1", id + "-1", "我的快递到哪了"),
                new AgentJoined(LIN),
                new AgentSpoke(id + "-2", LIN, Reply.text(said)),
                new ConversationResolved(LIN, null),
                new CustomerRated(score, score > 3, null))) {
            store.append(id, EventStore.ANY_VERSION, List.of(event));
        }
    }

    private Scored score() throws IOException {
        return scoring.score(NOW.minusSeconds(60), NOW.plusSeconds(60), null, 20);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(home.resolve("scorecard").resolve(name), text);
    }

    @Test
    void the_products_plan_and_questionnaire_can_be_read() {
        assertThat(PlanReader.plan(home).dimensions()).hasSize(4);
        assertThat(PlanReader.questionnaire(home).questions())
                .hasSize(20)
                .allSatisfy(question -> assertThat(question.wordings()).containsOnlyKeys("elder", "yue", "chuan"));
        assertThat(PlanReader.questionnaire(home).questions())
                .filteredOn(question -> question.scale() == Scale.TEXT)
                .hasSize(5);
    }

    @Test
    void log_facts_answers_and_reviews_come_together_and_rehearsals_stay_out() throws IOException {
        conversation(false, "请耐心等待", 5);
        conversation(false, "您好，包裹明天到", 2);
        conversation(true, "请耐心等待", 1);
        file("facts.yaml", "phoneAnswered: {value: 45, evidence: 话务系统 9 月}\n");
        file("answers.csv", """
                respondent,seconds,address,group.ageGroup,reply,wait,entrance,solved,once,attitude,understood,dialect,repeat,easy,fair,rules,promise,overall,nps
                m-1,300,x,60+,4,3,4,5,5,4,4,4,4,4,4,4,4,5,9
                m-2,30,y,60+,4,3,4,5,5,4,4,4,4,4,4,4,4,5,9
                """);
        file("reviews.csv", """
                conversation,item,scorer,score
                c-1,empathy,a,2
                c-1,empathy,b,4
                """);
        Scored scored = score();
        assertThat(scored.checked()).isEqualTo(2);
        assertThat(measured(scored, "forbidden")).isEqualTo(50.0);
        assertThat(measured(scored, "satisfaction")).isEqualTo(50.0);
        assertThat(measured(scored, "phone")).isEqualTo(45.0);
        assertThat(measured(scored, "nps")).isEqualTo(100.0);
        assertThat(measured(scored, "empathy")).isEqualTo(3.0);
        assertThat(scored.card().notMeasured()).contains("维修成功率").doesNotContain("电话接通率");

        List<Ledger.Entry> ledger = Ledger.after(List.of(), scored.card(), LocalDate.of(2026, 11, 2));
        LedgerFile.write(folder.resolve("ledger.csv"), ledger);
        assertThat(LedgerFile.read(folder.resolve("ledger.csv"))).isEqualTo(ledger);
        assertThat(ScorecardPage.of(scored, ledger)).contains("话务系统 9 月", "不到两分钟就答完 1 份", "还有 1 处分歧没有裁定", "（待定）");
        ScorecardTable.csv(scored.card(), folder.resolve("card.csv"));
        assertThat(folder.resolve("card.csv")).content().contains("电话接通率,45.0,%,90.0,50.0");
        ScorecardTable.xlsx(scored.card(), folder.resolve("card.xlsx"));
        try (Workbook workbook =
                WorkbookFactory.create(folder.resolve("card.xlsx").toFile())) {
            assertThat(workbook.getSheetAt(0).getRow(2).getCell(2).getNumericCellValue())
                    .isEqualTo(45.0);
        }
    }

    private static double measured(Scored scored, String indicator) {
        return scored.card()
                .lines()
                .filter(line -> line.indicator().id().equals(indicator))
                .findFirst()
                .map(line ->
                        line.measured() == null ? Double.NaN : line.measured().value())
                .orElseThrow();
    }

    @Test
    void a_shop_nobody_has_talked_to_has_no_score() throws IOException {
        Scored scored = score();
        assertThat(scored.card().total()).isNull();
        assertThat(ScorecardPage.of(scored, List.of())).contains("还没有可以打分的数据");
    }

    @Test
    void mistakes_in_files_are_told_with_line_and_remedy() throws IOException {
        file("answers.csv", "respondent,seconds\nm-1,long\n");
        assertThatThrownBy(this::score)
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("answers.csv:2")
                .hasMessageContaining("'seconds' takes a whole number");
        file("answers.csv", "who\nm-1\n");
        assertThatThrownBy(this::score).hasMessageContaining("the column 'respondent' is missing");
        file("facts.yaml", "phoneAnswered: {value: many, evidence: x}\n");
        assertThatThrownBy(this::score).hasMessageContaining("facts.yaml:1").hasMessageContaining("takes a number");
    }
}
