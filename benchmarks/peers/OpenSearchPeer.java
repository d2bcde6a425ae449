import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.transport.client.Client;

/**
 * OpenSearch in this process, searching the passages of a file by words: what Xiangyin's search is compared with. Run by
 * SearchBench as a source file, on a class path of its own. Arguments: folder to work in, passages and questions (one a
 * line), seconds, and the file for what was found.
 */
public final class OpenSearchPeer {
    private static final int BATCH = 1_000;
    private static final int TOP = 10;

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> passages = Files.readAllLines(Path.of(arguments[1]));
        List<String> questions = Files.readAllLines(Path.of(arguments[2]));
        long span = Long.parseLong(arguments[3]) * 1_000_000_000L;
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.build(OpenSearchRunner.newConfigs().basePath(folder.toString()).numOfNode(1).clusterName("peer"));
        try {
            Client client = runner.client();
            client.admin().indices().prepareCreate("p")
                    .setSettings("{\"number_of_shards\":1,\"number_of_replicas\":0}", XContentType.JSON)
                    .setMapping("{\"properties\":{\"text\":{\"type\":\"text\",\"analyzer\":\"cjk\"}}}")
                    .get();
            long begun = System.nanoTime();
            for (int from = 0; from < passages.size(); from += BATCH) {
                BulkRequestBuilder bulk = client.prepareBulk();
                for (String passage : passages.subList(from, Math.min(passages.size(), from + BATCH))) {
                    bulk.add(client.prepareIndex("p").setSource("text", passage));
                }
                if (bulk.get().hasFailures()) {
                    throw new IllegalStateException("bulk failed");
                }
            }
            client.admin().indices().prepareRefresh("p").get();
            double indexing = (System.nanoTime() - begun) / 1e9;
            Measure.asking(questions, question -> search(client, question), indexing, span, Path.of(arguments[4]));
        } finally {
            runner.close();
        }
        System.exit(0);
    }

    private static void search(Client client, String question) {
        long found = client.prepareSearch("p")
                .setQuery(QueryBuilders.matchQuery("text", question))
                .setSize(TOP)
                .get()
                .getHits()
                .getHits()
                .length;
        if (found < 0) {
            throw new IllegalStateException();
        }
    }
}
