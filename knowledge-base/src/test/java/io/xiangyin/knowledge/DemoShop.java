package io.xiangyin.knowledge;

import java.nio.file.Path;
import java.util.List;

/** The demo shop's knowledge and lexicon, read once. */
final class DemoShop {
    private static final Path HOME = Path.of("../examples/laojie");
    private static final List<Article> ARTICLES = ArticleFolder.read(HOME.resolve("knowledge"));
    private static final ChineseText TEXT = ChineseText.read(HOME.resolve("lexicon"));

    private DemoShop() {}

    static List<Article> articles() {
        return ARTICLES;
    }

    static ChineseText text() {
        return TEXT;
    }

    static KnowledgeIndex index() {
        return KnowledgeIndex.build(ARTICLES, TEXT);
    }
}
