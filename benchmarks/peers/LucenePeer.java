import dev.langchain4j.community.rag.content.retriever.lucene.LuceneContentRetriever;
import dev.langchain4j.community.rag.content.retriever.lucene.LuceneEmbeddingStore;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.query.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * The Lucene retriever of langchain4j's community, searching the passages of a file by words: what Xiangyin's search is
 * compared with. Run by SearchBench as a source file, on a class path of its own. Arguments: folder to work in, passages
 * and questions (one a line), seconds, and the file for what was found.
 */
public final class LucenePeer {
    private static final int TOP = 10;

    public static void main(String[] arguments) throws Exception {
        List<String> passages = Files.readAllLines(Path.of(arguments[1]));
        List<String> questions = Files.readAllLines(Path.of(arguments[2]));
        long span = Long.parseLong(arguments[3]) * 1_000_000_000L;
        try (Directory directory = FSDirectory.open(Path.of(arguments[0]))) {
            long begun = System.nanoTime();
            LuceneEmbeddingStore.builder()
                    .directory(directory)
                    .build()
                    .addAll(
                            passages.stream().map(_ -> UUID.randomUUID().toString()).toList(),
                            null,
                            passages.stream().map(TextSegment::from).toList());
            double indexing = (System.nanoTime() - begun) / 1e9;
            LuceneContentRetriever retriever = LuceneContentRetriever.builder()
                    .directory(directory)
                    .maxResults(TOP)
                    .onlyMatches()
                    .build();
            Measure.asking(
                    questions,
                    question -> retriever.retrieve(Query.from(question)),
                    indexing,
                    span,
                    Path.of(arguments[4]));
        }
    }
}
