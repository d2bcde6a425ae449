package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How well articles answer, over the demo shop's real knowledge. */
class AnswerabilityTest {
    @Test
    void no_article_answers_better_than_one_look_at_it_promises() {
        try (KnowledgeIndex index = DemoShop.index()) {
            Answerability answerability = new Answerability(index);
            List<Article> articles = DemoShop.articles();
            for (Article asking : articles) {
                Answerability.Asked asked = answerability.ask(asking.title());
                assertThat(articles)
                        .allSatisfy(article -> assertThat(answerability.of(asked, article))
                                .as("%s, asked %s", article.id(), asking.title())
                                .isLessThanOrEqualTo(answerability.atMost(asked, article)));
                assertThat(answerability.of(asked, asking)).isPositive();
            }
        }
    }
}
