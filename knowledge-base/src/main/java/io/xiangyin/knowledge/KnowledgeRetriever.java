package io.xiangyin.knowledge;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.List;
import java.util.Map;

/**
 * The search as langchain4j's {@code ContentRetriever}, for use outside Xiangyin: {@code new KnowledgeRetriever(index, 5)}
 * goes into any {@code RetrievalAugmentor} or AI service. The contents are passages; their metadata name the article.
 */
public final class KnowledgeRetriever implements ContentRetriever {
    private final KnowledgeIndex index;
    private final int top;

    /** @param top how many passages at most, each of another article */
    public KnowledgeRetriever(KnowledgeIndex index, int top) {
        this.index = index;
        this.top = top;
    }

    @Override
    public List<Content> retrieve(Query query) {
        return index.search(query.text(), top, KnowledgeIndex.Mode.HYBRID).stream()
                .map(this::content)
                .toList();
    }

    private Content content(KnowledgeIndex.Hit hit) {
        Article article = hit.article();
        Passage passage = index.passages(article).get(hit.passage());
        Metadata metadata = Metadata.from(Map.of(
                "article",
                article.id(),
                "title",
                article.title(),
                "heading",
                passage.heading(),
                "file",
                article.file()));
        return Content.from(
                TextSegment.from(passage.text(), metadata),
                Map.of(ContentMetadata.SCORE, hit.score(), ContentMetadata.EMBEDDING_ID, passage.id()));
    }
}
