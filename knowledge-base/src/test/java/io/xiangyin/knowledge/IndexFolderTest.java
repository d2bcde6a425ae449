package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of a large knowledge stands in a folder that may be lost, broken, or in use while a new one is written. */
class IndexFolderTest {
    private static final int ARTICLES = 30;

    @TempDir
    private Path folder;

    @Test
    void a_missing_folder_is_made() throws IOException {
        try (KnowledgeIndex index = build(folder.resolve("not/there"), "old")) {
            assertThat(found(index)).isNotEmpty();
        }
    }

    @Test
    void whatever_is_broken_in_the_folder_the_index_is_built_anew() throws IOException {
        build(folder, "old").close();
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        assertThat(files).anyMatch(file -> file.getFileName().toString().startsWith("segments_"));
        for (Path file : files) {
            Files.write(file, new byte[] {1, 2, 3});
        }
        try (KnowledgeIndex index = build(folder, "new")) {
            assertThat(found(index)).containsOnly("new");
        }
    }

    @Test
    void a_half_written_index_is_built_anew() throws IOException {
        build(folder, "old").close();
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path file : listed.filter(file -> !file.toString().contains("segments_"))
                    .toList()) {
                Files.delete(file);
            }
        }
        try (KnowledgeIndex index = build(folder, "new")) {
            assertThat(found(index)).containsOnly("new");
        }
    }

    @Test
    void searches_during_a_reindex_see_the_old_or_the_new_never_nothing_and_never_both() throws Exception {
        List<KnowledgeIndex> editions = new ArrayList<>(List.of(build(folder, "old")));
        KnowledgeAnswers answers = new KnowledgeAnswers(editions.getFirst(), 0);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService searching = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<List<String>>>> seen = IntStream.range(0, 4)
                    .mapToObj(_ -> searching.submit(() -> {
                        List<List<String>> results = new ArrayList<>();
                        do {
                            results.add(found(answers.index()));
                        } while (!done.get());
                        return results;
                    }))
                    .toList();
            try {
                for (int i = 0; i < 10; i++) {
                    KnowledgeIndex next = build(folder, i % 2 == 0 ? "new" : "old");
                    editions.add(next);
                    answers.replace(next);
                }
            } finally {
                done.set(true);
            }
            for (Future<List<List<String>>> one : seen) {
                assertThat(one.get())
                        .allSatisfy(result -> assertThat(result).hasSize(ARTICLES))
                        .allSatisfy(
                                result -> assertThat(result.stream().distinct()).hasSize(1));
            }
        }
        editions.forEach(KnowledgeIndex::close);
    }

    /** Which edition each article found is of. */
    private static List<String> found(KnowledgeIndex index) {
        return index.search("退款要几天", ARTICLES, KnowledgeIndex.Mode.LEXICAL).stream()
                .map(hit -> hit.article().file())
                .toList();
    }

    private static KnowledgeIndex build(Path folder, String edition) {
        try {
            List<Article> articles = IntStream.range(0, ARTICLES)
                    .mapToObj(i ->
                            new Article("a" + i, "退款要几天之" + i, "", List.of(), "", edition + "：退款要" + i + "天。", edition))
                    .toList();
            return KnowledgeIndex.build(articles, DemoShop.text(), null, new MMapDirectory(folder));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
