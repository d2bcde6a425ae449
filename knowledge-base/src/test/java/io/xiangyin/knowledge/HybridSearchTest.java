package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Reply;
import io.xiangyin.knowledge.KnowledgeIndex.Hit;
import io.xiangyin.knowledge.KnowledgeIndex.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HybridSearchTest {
    private static final Article POSTAGE =
            new Article("postage", "多少钱包邮", "", List.of("满多少免运费"), "", "满59元包邮。", "a.md");
    private static final Article RETURN = new Article("return", "怎么退货", "", List.of("想退掉"), "", "七天内可以退。", "b.md");
    private static final ChineseText TEXT = new ChineseText(Synonyms.none(), List.of());

    private final LetterEmbedding model = new LetterEmbedding();
    private final LetterEmbedding.Store store = new LetterEmbedding.Store();

    @Test
    void each_way_of_searching_finds_the_article() {
        try (KnowledgeIndex index = index("m", POSTAGE, RETURN)) {
            for (Mode mode : Mode.values()) {
                assertThat(index.search("多少钱包邮", 5, mode).getFirst().article())
                        .as(mode.name())
                        .isEqualTo(POSTAGE);
            }
        }
    }

    @Test
    void vectors_find_what_no_word_finds_and_only_where_asked_for() {
        try (KnowledgeIndex index = index("m", POSTAGE, RETURN)) {
            assertThat(index.search("xyz", 5, Mode.LEXICAL)).isEmpty();
            assertThat(index.search("xyz", 5, Mode.VECTOR)).hasSize(2);
        }
    }

    @Test
    void a_text_is_embedded_once_and_again_for_another_model() {
        index("m", POSTAGE, RETURN).close();
        int texts = model.embedded.size();
        index("m", POSTAGE, RETURN).close();
        assertThat(model.embedded).hasSize(texts).doesNotHaveDuplicates();
        index("other", POSTAGE, RETURN).close();
        assertThat(model.embedded).hasSize(2 * texts);
    }

    @Test
    void a_failing_model_leaves_the_words() {
        try (KnowledgeIndex index = index("m", POSTAGE, RETURN)) {
            model.broken = true;
            List<Hit> hits = index.search("多少钱包邮", 5, Mode.HYBRID);
            assertThat(hits.getFirst().article()).isEqualTo(POSTAGE);
            assertThat(hits.getFirst().signals().cosine()).isZero();
        }
    }

    @Test
    void the_same_search_has_the_same_result() {
        List<Article> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(new Article("a" + i, "包邮" + i % 7, "", List.of(), "", "满" + i % 5 + "元包邮。", "a.md"));
        }
        try (KnowledgeIndex one = index("m", many.toArray(Article[]::new));
                KnowledgeIndex other = index("m", many.toArray(Article[]::new))) {
            assertThat(one.search("包邮", 20, Mode.HYBRID)).isEqualTo(other.search("包邮", 20, Mode.HYBRID));
        }
    }

    @Test
    void two_that_fit_alike_are_offered_and_choosing_one_is_answered() {
        Article shoes = new Article("shoes", "鞋子保修多久", "", List.of(), "", "鞋子保修三个月。", "a.md");
        Article coats = new Article("coats", "大衣保修多久", "", List.of(), "", "大衣保修半年。", "b.md");
        try (KnowledgeIndex index = index("m", shoes, coats, RETURN)) {
            KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
            Reply asked = Objects.requireNonNull(answers.answer("保修多久").reply());
            assertThat(asked.kind()).isEqualTo(Reply.Kind.CHOICES);
            assertThat(asked.text()).contains("鞋子保修多久", "大衣保修多久");
            assertThat(asked.choices())
                    .extracting(Reply.Choice::value)
                    .containsExactlyInAnyOrder("鞋子保修多久", "大衣保修多久", "转人工");
            Reply answer = Objects.requireNonNull(answers.answer("大衣保修多久").reply());
            assertThat(answer.text()).isEqualTo("大衣保修半年。");
        }
    }

    @Test
    void a_question_as_long_as_a_book_is_indexed_and_found() {
        Article book = new Article("book", "包邮的规则".repeat(20_000), "", List.of(), "", "满59元包邮。", "a.md");
        try (KnowledgeIndex index = index("m", book, RETURN)) {
            assertThat(index.search("包邮的规则", 5, Mode.HYBRID).getFirst().article())
                    .isEqualTo(book);
        }
    }

    private KnowledgeIndex index(String name, Article... articles) {
        return KnowledgeIndex.build(
                List.of(articles), TEXT, new Vectors(model, name, store, Vectors.Pace.FULL), KnowledgeIndex.inMemory());
    }
}
