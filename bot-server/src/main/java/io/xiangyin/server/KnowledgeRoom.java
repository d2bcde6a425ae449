package io.xiangyin.server;

import io.xiangyin.core.StorageException;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.server.knowledge.ArticleStore;
import io.xiangyin.server.knowledge.AskedQuestions;
import io.xiangyin.server.knowledge.KnowledgeApi;
import io.xiangyin.server.knowledge.LiveKnowledge;
import io.xiangyin.server.knowledge.QuestionApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Where articles are kept and questions without an answer are seen to. */
final class KnowledgeRoom {
    private static final int ARTICLES_IN_MEMORY = 5_000;

    private KnowledgeRoom() {}

    static LiveKnowledge open(House house, KnowledgeAnswers answers) {
        var jdbi = house.database().jdbi();
        ArticleStore articles = new ArticleStore(jdbi);
        LiveKnowledge knowledge = new LiveKnowledge(
                house.home().knowledge(),
                house.home().problems(),
                articles,
                answers,
                open -> KnowledgeIndex.build(open, house.home().text()),
                house.clock());
        QuestionApi questions = new QuestionApi(
                new AskedQuestions(jdbi, house.codec()),
                knowledge,
                answers,
                house.config().answerFrom(),
                house.clock());
        new KnowledgeApi(knowledge, articles, questions, house.staff(), house.clock()).register(house.api());
        return knowledge;
    }

    /** In memory for a shop's usual knowledge; mapped from the data folder for a large one. */
    static Directory indexDirectory(Path data, List<Article> articles) {
        if (articles.size() < ARTICLES_IN_MEMORY) {
            return KnowledgeIndex.inMemory();
        }
        try {
            return new MMapDirectory(data.resolve("index"));
        } catch (IOException unusable) {
            throw new StorageException(
                    "The index folder " + data.resolve("index") + " cannot be used. Delete it; it is built anew.",
                    unusable);
        }
    }
}
