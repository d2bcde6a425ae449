import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.knn.index.query.KNNQueryBuilder;
import org.opensearch.transport.client.Client;

/**
 * OpenSearch in this process, searching the passages of a file: what Xiangyin's search is compared with. By words alone,
 * or by words and vector with its k-NN plugin on Lucene's graph. Run by SearchBench as a source file, on a class path of
 * its own. Arguments: folder to work in, passages and questions (one a line), seconds, the file of the vectors of passages
 * and questions in their order ("none" for words alone), and the file for what was found.
 */
public final class OpenSearchPeer {
    private static final int BATCH = 1_000;
    private static final int TOP = 10;
    private static final int DIMENSIONS = 512;

    /** Candidates by vector, as many as Xiangyin's search takes. */
    private static final int NEAR = 100;

    private final Client client;
    private final Vectors vectors;

    /** Vectors one after another in a file, each under its text; without a file there are none. */
    private record Vectors(FloatBuffer floats, Map<String, Integer> places) {
        static Vectors read(String file, List<String> passages, List<String> questions) throws Exception {
            Map<String, Integer> places = new HashMap<>();
            if (file.equals("none")) {
                return new Vectors(FloatBuffer.allocate(0), places);
            }
            passages.forEach(text -> places.put(text, places.size()));
            int before = passages.size();
            for (int i = 0; i < questions.size(); i++) {
                places.put(questions.get(i), before + i);
            }
            try (FileChannel channel = FileChannel.open(Path.of(file))) {
                return new Vectors(
                        channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .asFloatBuffer(),
                        places);
            }
        }

        boolean any() {
            return floats.capacity() > 0;
        }

        float[] at(int place) {
            float[] vector = new float[DIMENSIONS];
            floats.get(place * DIMENSIONS, vector);
            return vector;
        }

        float[] of(String text) {
            return at(places.get(text));
        }
    }

    private OpenSearchPeer(Client client, Vectors vectors) {
        this.client = client;
        this.vectors = vectors;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> passages = Files.readAllLines(Path.of(arguments[1]));
        List<String> questions = Files.readAllLines(Path.of(arguments[2]));
        long span = Long.parseLong(arguments[3]) * 1_000_000_000L;
        Vectors vectors = Vectors.read(arguments[4], passages, questions);
        OpenSearchRunner runner = new OpenSearchRunner();
        var configuration = OpenSearchRunner.newConfigs()
                .basePath(folder.toString())
                .numOfNode(1)
                .clusterName("peer");
        runner.build(vectors.any() ? configuration.pluginTypes("org.opensearch.knn.plugin.KNNPlugin") : configuration);
        try {
            OpenSearchPeer peer = new OpenSearchPeer(runner.client(), vectors);
            long begun = System.nanoTime();
            peer.index(passages);
            double indexing = (System.nanoTime() - begun) / 1e9;
            Measure.asking(questions, peer::search, indexing, span, Path.of(arguments[5]));
        } finally {
            runner.close();
        }
        System.exit(0);
    }

    /** In one segment in the end, as Xiangyin's index is. */
    private void index(List<String> passages) {
        String words = "\"text\":{\"type\":\"text\",\"analyzer\":\"cjk\"}";
        String both = words + ",\"vector\":{\"type\":\"knn_vector\",\"dimension\":" + DIMENSIONS
                + ",\"method\":{\"name\":\"hnsw\",\"engine\":\"lucene\",\"space_type\":\"innerproduct\"}}";
        String one = "\"number_of_shards\":1,\"number_of_replicas\":0";
        client.admin().indices().prepareCreate("p")
                .setSettings("{" + one + (vectors.any() ? ",\"index.knn\":true" : "") + "}", XContentType.JSON)
                .setMapping("{\"properties\":{" + (vectors.any() ? both : words) + "}}")
                .get();
        for (int from = 0; from < passages.size(); from += BATCH) {
            BulkRequestBuilder bulk = client.prepareBulk();
            for (int i = from; i < Math.min(passages.size(), from + BATCH); i++) {
                bulk.add(client.prepareIndex("p").setSource(document(passages.get(i), i)));
            }
            if (bulk.get().hasFailures()) {
                throw new IllegalStateException("bulk failed");
            }
        }
        client.admin().indices().prepareForceMerge("p").setMaxNumSegments(1).get();
        client.admin().indices().prepareRefresh("p").get();
    }

    private Map<String, Object> document(String passage, int place) {
        return vectors.any() ? Map.of("text", passage, "vector", vectors.at(place)) : Map.of("text", passage);
    }

    private void search(String question) {
        int found = client.prepareSearch("p")
                .setQuery(query(question))
                .setFetchSource("text", null)
                .setSize(TOP)
                .get()
                .getHits()
                .getHits()
                .length;
        if (found == 0) {
            throw new IllegalStateException("nothing found for " + question);
        }
    }

    private QueryBuilder query(String question) {
        QueryBuilder words = QueryBuilders.matchQuery("text", question);
        return vectors.any()
                ? new BoolQueryBuilder()
                        .should(words)
                        .should(KNNQueryBuilder.builder()
                                .fieldName("vector")
                                .vector(vectors.of(question))
                                .k(NEAR)
                                .build())
                : words;
    }
}
