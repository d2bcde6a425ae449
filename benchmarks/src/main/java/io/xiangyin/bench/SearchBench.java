package io.xiangyin.bench;

import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.KnowledgeIndex.Mode;
import io.xiangyin.knowledge.Vectors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.lucene.store.MMapDirectory;

/**
 * Speed of search over 100 000 passages with stored vectors, from {@code data/index} as a large shop has it: building,
 * searching with the question's vector at hand, answering. The passages are sentences of the public sets put together
 * anew; the vectors are real ones, jittered. Beside it the embedding of questions at a fixed rate, and OpenSearch with its
 * k-NN plugin, OpenSearch, the Lucene retriever of langchain4j's community and MiniSearch over the same passages, each in
 * a process of its own.
 */
final class SearchBench implements Experiment {
    private static final int PASSAGES = Integer.getInteger("bench.passages", 100_000);
    private static final int TOP = 10;
    private static final int THREADS = 2;
    private static final int WARM_UP = 300;

    /** Of the sets' questions so many are asked. */
    private static final int ONE_IN = 4;

    private static final int EMBEDDED_A_SECOND = 50;
    private static final int SENTENCES = 3;
    private static final long MICROSECOND = 1_000;
    private static final String INDEXING = "indexing stored vectors and words";
    private static final String P50 = "search by words and vector, p50";
    private static final String P95 = "search by words and vector, p95";
    private static final String THROUGHPUT = "searches by words and vector on two threads";
    private static final String WORDS_P95 = "search by words, p95";
    private static final String WORDS_THROUGHPUT = "searches by words on two threads";
    private static final int BATCH = 1_000;

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("search");
        List<RetrievalSet> sets = RetrievalSet.five(KnowledgeLab.data());
        List<String> all =
                sets.stream().flatMap(set -> set.questions().values().stream()).toList();
        List<String> questions = IntStream.range(0, all.size() / ONE_IN)
                .mapToObj(i -> all.get(i * ONE_IN))
                .toList();
        List<Article> articles = articles(sets);
        KnowledgeLab knowledge = new KnowledgeLab(lab.root());
        embedding(lab, knowledge, questions, findings);
        Path folder = lab.freshFolder("search-index");
        long before = heap();
        long begun = System.nanoTime();
        try (KnowledgeIndex index =
                KnowledgeIndex.build(articles, knowledge.text(), knowledge.jittered(), new MMapDirectory(folder))) {
            findings.of(INDEXING, "s").ours(seconds(begun)).atMost(180);
            findings.of("heap of index and passages", "MiB").ours((heap() - before) / 1048576.0);
            findings.of("index on disk", "MiB").ours(size(folder) / 1048576.0);
            for (int round = 0; round < lab.rounds(); round++) {
                search(lab, index, questions, findings);
            }
        }
        System.err.println(findings.markdown());
        peers(lab, knowledge, articles.stream().map(Article::body).toList(), questions, findings);
        return findings;
    }

    /**
     * The same passages, questions and vectors: OpenSearch by words and vector is the one to beat. By words alone, beside
     * the same of ours, OpenSearch again and the others.
     */
    private static void peers(
            Lab lab, KnowledgeLab knowledge, List<String> passages, List<String> questions, Findings findings)
            throws Exception {
        Path folder = lab.freshFolder("search-peers");
        String[] task = {
            Peer.lines(folder.resolve("passages.txt"), passages),
            Peer.lines(folder.resolve("questions.txt"), questions),
            String.valueOf(lab.span().toSeconds() / 2)
        };
        String vectors = vectors(folder.resolve("vectors.bin"), knowledge.jittered(), passages, questions);
        Peer peer = Peer.java(lab, "opensearch", "OpenSearchPeer.java");
        Map<String, Double> openSearch =
                peer.measure(folder, folder.resolve("both").toString(), task[0], task[1], task[2], vectors);
        findings.of(INDEXING, "s").reference(figure(openSearch, "indexing"));
        findings.of(P50, "ms").reference(figure(openSearch, "p50"));
        findings.of(P95, "ms").reference(figure(openSearch, "p95"));
        double throughput = figure(openSearch, "throughput");
        findings.of(THROUGHPUT, "/s").reference(throughput).atLeast(4 * throughput);
        Map<String, Double> byWords =
                peer.measure(folder, folder.resolve("words").toString(), task[0], task[1], task[2], "none");
        findings.of(WORDS_P95, "ms").reference(figure(byWords, "p95"));
        findings.of(WORDS_THROUGHPUT, "/s").reference(figure(byWords, "throughput"));
        beside(
                findings,
                "langchain4j's community Lucene retriever",
                Peer.java(lab, "lucene", "LucenePeer.java")
                        .measure(folder, folder.resolve("lucene").toString(), task[0], task[1], task[2]));
        beside(findings, "MiniSearch with jieba", Peer.node(lab, "search.mjs").measure(folder, task));
    }

    /** Writes the vectors of the passages, then of the questions, in their order; the file's name. */
    private static String vectors(Path file, Vectors vectors, List<String> passages, List<String> questions)
            throws IOException {
        List<String> texts =
                Stream.concat(passages.stream(), questions.stream()).toList();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int from = 0; from < texts.size(); from += BATCH) {
                List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
                Map<String, float[]> found = vectors.of(batch);
                for (String text : batch) {
                    float[] vector = Objects.requireNonNull(found.get(text), text);
                    ByteBuffer bytes =
                            ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                    bytes.asFloatBuffer().put(vector);
                    out.write(bytes.array());
                }
            }
        }
        return file.toString();
    }

    private static void beside(Findings findings, String peer, Map<String, Double> figures) {
        findings.beside(peer, WORDS_P95, figure(figures, "p95"));
        findings.beside(peer, WORDS_THROUGHPUT, figure(figures, "throughput"));
    }

    private static double figure(Map<String, Double> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    private static void search(Lab lab, KnowledgeIndex index, List<String> questions, Findings findings)
            throws Exception {
        questions.stream().limit(WARM_UP).forEach(question -> index.search(question, TOP, Mode.HYBRID));
        Histogram hybrid = each(questions, question -> index.search(question, TOP, Mode.HYBRID));
        findings.of(P50, "ms").ours(milliseconds(hybrid, 50));
        findings.of(P95, "ms").ours(milliseconds(hybrid, 95)).atMost(5);
        Histogram words = each(questions, question -> index.search(question, TOP, Mode.LEXICAL));
        findings.of(WORDS_P95, "ms").ours(milliseconds(words, 95));
        KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
        Histogram answer = each(questions, answers::answer);
        findings.of("answer, p95", "ms").ours(milliseconds(answer, 95));
        findings.of(THROUGHPUT, "/s")
                .ours(throughput(lab, questions, question -> index.search(question, TOP, Mode.HYBRID)));
        findings.of(WORDS_THROUGHPUT, "/s")
                .ours(throughput(lab, questions, question -> index.search(question, TOP, Mode.LEXICAL)));
    }

    private static Histogram each(List<String> questions, Consumer<String> task) {
        Histogram spans = new ConcurrentHistogram(2);
        for (String question : questions) {
            long begun = System.nanoTime();
            task.accept(question);
            spans.recordValue((System.nanoTime() - begun) / MICROSECOND);
        }
        return spans;
    }

    private static double throughput(Lab lab, List<String> questions, Consumer<String> task) throws Exception {
        AtomicInteger done = new AtomicInteger();
        long begun = System.nanoTime();
        long end = begun + lab.span().toNanos() / 2;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        task.accept(questions.get(done.getAndIncrement() % questions.size()));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return done.get() / seconds(begun);
    }

    /** At a fixed rate, from the moment a question was due. */
    private static void embedding(Lab lab, KnowledgeLab knowledge, List<String> questions, Findings findings) {
        for (int round = 0; round < lab.rounds(); round++) {
            Histogram spans = new Histogram(2);
            long due = System.nanoTime();
            long between = TimeUnit.SECONDS.toNanos(1) / EMBEDDED_A_SECOND;
            long end = due + lab.span().toNanos() / 2;
            for (int i = 0; due < end; i++, due += between) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                knowledge.embed(questions.get(i % questions.size()));
                spans.recordValue((System.nanoTime() - due) / MICROSECOND);
            }
            findings.of("embedding a question at 50/s, p50", "ms").ours(milliseconds(spans, 50));
            findings.of("embedding a question at 50/s, p95", "ms")
                    .ours(milliseconds(spans, 95))
                    .atMost(10);
        }
    }

    /** Sentences of the sets, three a passage, drawn with a fixed seed. */
    private static List<Article> articles(List<RetrievalSet> sets) {
        List<String> sentences = sets.stream()
                .flatMap(set -> set.articles().stream())
                .flatMap(article -> Stream.of((article.title() + "。" + article.body()).split("(?<=[。；？！\\n])", -1)))
                .map(String::strip)
                .filter(sentence -> sentence.length() > 1 && sentence.length() < 100)
                .toList();
        Random random = new Random(1);
        List<Article> articles = new ArrayList<>();
        for (int i = 0; i < PASSAGES; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < SENTENCES; j++) {
                text.append(sentences.get(random.nextInt(sentences.size())));
            }
            articles.add(Article.ofCorpus("p" + i, "", text.toString(), "", "bench"));
        }
        return articles;
    }

    private static double milliseconds(Histogram spans, double percentile) {
        return spans.getValueAtPercentile(percentile) / 1_000.0;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
