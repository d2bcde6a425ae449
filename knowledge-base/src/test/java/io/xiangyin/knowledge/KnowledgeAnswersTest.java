package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.AnswerSource.Answer;
import io.xiangyin.core.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers over the demo shop's real knowledge. The numbers are floors; {@code GateCurve} measures. */
class KnowledgeAnswersTest {
    private static final double THRESHOLD = 0.32;
    private static final KnowledgeIndex INDEX = DemoShop.index();
    private static final KnowledgeAnswers ANSWERS = new KnowledgeAnswers(INDEX, THRESHOLD);

    @AfterAll
    static void close() {
        INDEX.close();
    }

    @Test
    void an_articles_title_finds_it_among_the_first_three() {
        List<String> missed = DemoShop.articles().stream()
                .filter(article -> ANSWERS.answer(article.title()).hits().stream()
                        .noneMatch(hit -> hit.articleId().equals(article.id())))
                .map(Article::title)
                .toList();
        assertThat(missed).hasSizeLessThanOrEqualTo(DemoShop.articles().size() / 20);
    }

    @Test
    void an_articles_own_questions_find_it_first_and_are_answered() {
        List<String> missed = new ArrayList<>();
        int asked = 0;
        for (Article article : DemoShop.articles()) {
            for (String question : article.questions()) {
                asked++;
                Answer answer = ANSWERS.answer(question);
                if (answer.reply() == null
                        || !answer.hits().getFirst().articleId().equals(article.id())) {
                    missed.add(question);
                }
            }
        }
        assertThat(missed).hasSizeLessThanOrEqualTo(asked / 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "明天会不会下雨",
                "买哪只股票能涨",
                "今年冬天冷不冷",
                "高考多少分能上重点",
                "昨晚世界杯谁赢了",
                "糖尿病能根治吗",
                "红烧肉怎么做才不腻",
                "讲个笑话给我听",
                "比特币今天啥价",
                "公积金怎么提出来",
                "属兔的和属马的合不合",
                "asdfghjkl",
                "？？？"
            })
    void a_foreign_question_is_refused(String question) {
        Answer answer = ANSWERS.answer(question);
        assertThat(answer.reply()).as(answer.hits().toString()).isNull();
        assertThat(answer.confidence()).isBetween(0.0, THRESHOLD);
    }

    @ParameterizedTest
    @CsvSource({
        "退款要几天,多久退",
        "退到银行卡要几天,1到3个工作日",
        "七天无理由退货运费谁出,运费由您出",
        "七天无理由退货怎么退,申请退货",
        "烧水壶第一次用要注意什么,装满清水烧开",
        "水壶能不能煮牛奶,不要煮牛奶",
        "水烧开了不会自动停,盖子没盖严",
        "多少钱包邮,满59元"
    })
    void the_passage_is_quoted_that_tells_what_is_asked(String question, String told) {
        Reply reply = Objects.requireNonNull(ANSWERS.answer(question).reply(), "refused");
        assertThat(reply.text()).contains(told);
        assertThat(reply.citations())
                .singleElement()
                .satisfies(citation -> assertThat(citation.passage()).contains(told));
        assertThat(reply.generated()).isFalse();
    }

    @Test
    void a_short_question_of_one_word_breaks_nothing() {
        for (String question : List.of("", " ", "的", "a", "退", "😀", "退".repeat(3000))) {
            assertThat(ANSWERS.answer(question).confidence()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void an_article_is_cited_by_its_id() {
        assertThat(ANSWERS.cite("return-seven-days")).hasValueSatisfying(citation -> {
            assertThat(citation.title()).isEqualTo("七天无理由退货");
            assertThat(citation.passage()).contains("收到后七天内可以退货").contains("依据：");
        });
        assertThat(ANSWERS.cite("none")).isEmpty();
    }

    @Test
    void an_empty_folder_answers_nothing() {
        try (KnowledgeIndex empty = KnowledgeIndex.build(List.of(), DemoShop.text())) {
            Answer answer = new KnowledgeAnswers(empty, 0).answer("多少钱包邮");
            assertThat(answer.reply()).isNull();
            assertThat(answer.hits()).isEmpty();
            assertThat(answer.confidence()).isZero();
        }
    }

    @Test
    void replacing_the_knowledge_never_shows_a_mixture() throws InterruptedException, ExecutionException {
        KnowledgeIndex old = edition("旧");
        KnowledgeIndex fresh = edition("新");
        KnowledgeAnswers answers = new KnowledgeAnswers(old, 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> seen = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                KnowledgeIndex next = i % 2 == 0 ? fresh : old;
                seen.add(threads.submit(() -> mixture(answers.answer("多少钱包邮"))));
                answers.replace(next);
            }
            for (Future<String> one : seen) {
                assertThat(one.get()).isIn("旧旧", "新新");
            }
        }
        answers.replace(fresh);
        assertThat(mixture(answers.answer("多少钱包邮"))).isEqualTo("新新");
        assertThat(answers.index()).isSameAs(fresh);
        old.close();
        fresh.close();
    }

    private static String mixture(Answer answer) {
        Reply reply = answer.reply();
        return reply == null
                ? ""
                : reply.text().substring(0, 1)
                        + reply.citations().getFirst().title().substring(0, 1);
    }

    private static KnowledgeIndex edition(String mark) {
        return KnowledgeIndex.build(
                List.of(new Article("a", mark + "包邮", "", List.of("多少钱包邮"), "", mark + "的回答。", "a.md")),
                DemoShop.text());
    }

    @Test
    void many_may_search_at_once() throws InterruptedException, ExecutionException {
        List<String> questions =
                DemoShop.articles().stream().map(Article::title).limit(60).toList();
        List<Answer> alone = questions.stream().map(ANSWERS::answer).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> together = questions.stream()
                    .map(question -> threads.submit(() -> ANSWERS.answer(question)))
                    .toList();
            for (int i = 0; i < questions.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        }
    }
}
