package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Also the example of docs/knowledge.md, "Outside Xiangyin". */
class KnowledgeRetrieverTest {
    @Test
    void a_langchain4j_application_retrieves_passages_with_their_source() {
        List<Article> articles = List.of(
                new Article(
                        "postage",
                        "运费",
                        "",
                        List.of("多少钱包邮"),
                        "",
                        "# 运费\n\n满59元包邮。\n\n## 退货\n\n退货的运费由您出。",
                        "postage.md"),
                new Article("invoice", "发票", "", List.of(), "", "电子发票当天开好。", "invoice.md"));
        Vectors vectors =
                new Vectors(new LetterEmbedding(), "my-model", new LetterEmbedding.Store(), Vectors.Pace.FULL);
        ChineseText text = new ChineseText(Synonyms.none(), List.of());

        try (KnowledgeIndex index = KnowledgeIndex.build(articles, text, vectors, KnowledgeIndex.inMemory())) {
            ContentRetriever retriever = new KnowledgeRetriever(index, 1);
            List<Content> contents = retriever.retrieve(Query.from("退货运费谁出"));

            assertThat(contents).singleElement().satisfies(content -> {
                assertThat(content.textSegment().text()).isEqualTo("退货的运费由您出。");
                assertThat(content.textSegment().metadata().getString("article"))
                        .isEqualTo("postage");
                assertThat(content.textSegment().metadata().getString("heading"))
                        .isEqualTo("退货");
            });
        }
    }
}
