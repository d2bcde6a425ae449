package io.xiangyin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoHome;
import io.xiangyin.server.ServeOptions;
import io.xiangyin.server.XiangyinServer;
import io.xiangyin.server.config.BotHome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a person types them; above all what they say when something is wrong. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private record Run(int code, String errors) {}

    /** Commands write to the standard output; in a test nobody reads it. */
    private static Run run(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(errors, true));
        PrintStream console = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return new Run(line.execute(arguments), errors.toString());
        } finally {
            System.setOut(console);
        }
    }

    private Path copyOfShop() throws IOException {
        return DemoHome.copy(folder.resolve("home"));
    }

    private static Run understand(Path in, Path out) {
        return run("understand", "--home", DemoHome.FOLDER.toString(), "--in", in.toString(), "--out", out.toString());
    }

    private Run serve(Path home, Path data, String... more) {
        String[] fixed = {"serve", "--home", home.toString(), "--data", data.toString()};
        return run(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
    }

    private static void isPlainRefusal(Run run, String... parts) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).contains(parts).doesNotContain("\tat ");
    }

    @Test
    void a_port_in_use_is_told_with_the_way_out() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            isPlainRefusal(serve(DemoHome.FOLDER, folder.resolve("data"), "--port", port), "Port " + port, "--port N");
        }
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        isPlainRefusal(serve(DemoHome.FOLDER, file.resolve("data"), "--port", "0"), file.toString(), "--data DIR");
    }

    @Test
    void a_home_folder_without_configuration_is_named() {
        isPlainRefusal(serve(folder, folder.resolve("data"), "--port", "0"), "bot.yaml", "is missing");
    }

    @Test
    void a_broken_flow_is_told_with_file_and_line_and_nothing_is_served() throws IOException {
        Path home = copyOfShop();
        Path flow = home.resolve("flows/return.yaml");
        Files.writeString(flow, Files.readString(flow).replace("go: notShipped", "go: nowhere"));
        Run run = serve(home, folder.resolve("data"), "--port", "0");
        isPlainRefusal(run, "return.yaml:", "there is no step 'nowhere'");
        assertThat(run.errors()).containsPattern("return\\.yaml:\\d+: ");
    }

    @Test
    void broken_articles_are_all_told_and_the_rest_is_there() throws IOException {
        Path home = copyOfShop();
        int all = BotHome.read(home).articles().size();
        Files.writeString(home.resolve("knowledge/one.xyz"), "what is this");
        Files.writeString(home.resolve("knowledge/two.md"), "---\nid: two\ntitle: [\n---\n\nText");
        BotHome read = BotHome.read(home);
        assertThat(read.articles()).hasSize(all);
        assertThat(String.join("\n", read.problems())).contains("one.xyz: this kind", "two.md:");
        assertThat(run(
                                "doctor",
                                "--home",
                                home.toString(),
                                "--data",
                                folder.resolve("data").toString())
                        .code())
                .isEqualTo(1);
    }

    @Test
    void a_misspelt_key_in_the_configuration_is_named() throws IOException {
        Path home = copyOfShop();
        Files.writeString(home.resolve("bot.yaml"), "name: 店\nservcies: {}\n");
        isPlainRefusal(serve(home, folder.resolve("data"), "--port", "0"), "bot.yaml:2:", "unknown key 'servcies'");
    }

    @Test
    void wrong_numbers_for_reports_and_alerts_are_named() throws IOException {
        Path home = copyOfShop();
        Path data = folder.resolve("data");
        Files.writeString(home.resolve("bot.yaml"), "name: 店\nreport:\n  windowDays: 5\n");
        isPlainRefusal(serve(home, data, "--port", "0"), "bot.yaml:3:", "windowDays is one of [1, 3, 7, 14, 30]");
        Files.writeString(home.resolve("bot.yaml"), "name: 店\nwatch:\n  limits:\n    patience: 3\n");
        isPlainRefusal(serve(home, data, "--port", "0"), "bot.yaml:4:", "no indicator 'patience'", "csat");
        Files.writeString(home.resolve("bot.yaml"), "name: 店\nwatch:\n  limits:\n    csat: bad\n");
        isPlainRefusal(serve(home, data, "--port", "0"), "bot.yaml:4:", "a limit is a number");
    }

    @Test
    void made_up_traffic_is_taken_in_once_and_reported_by_every_grouping() {
        String data = folder.resolve("data").toString();
        String[] fill = {"demo-data", "--months", "1", "--conversations", "60", "--data", data};
        assertThat(run(fill).code()).isZero();
        isPlainRefusal(run(fill), "already", "--seed");
        assertThat(run("events", "verify", "--data", data).code()).isZero();
        assertThat(run(
                                "report",
                                "--data",
                                data,
                                "--from",
                                "2026-01-01T00:00:00Z",
                                "--to",
                                "2126-01-01T00:00:00Z",
                                "--group-by",
                                "skillGroup,tier,category,botVersion,hour,weekday")
                        .code())
                .isZero();
    }

    @Test
    void the_demo_does_not_listen_for_strangers() {
        Run run = serve(DemoHome.FOLDER, folder.resolve("data"), "--demo", "--host", "0.0.0.0");
        assertThat(run.code()).isNotZero();
        assertThat(run.errors()).contains("loopback");
    }

    @Test
    void the_doctor_is_content_with_the_demo_shop_and_not_with_a_broken_one() throws IOException {
        String data = folder.resolve("data").toString();
        assertThat(run("doctor", "--home", DemoHome.FOLDER.toString(), "--data", data)
                        .code())
                .isZero();
        Path home = copyOfShop();
        Files.delete(home.resolve("bot.yaml"));
        assertThat(run("doctor", "--home", home.toString(), "--data", data).code())
                .isEqualTo(1);
    }

    @Test
    void understand_writes_one_line_for_each_text_in_order() throws IOException {
        Path in = folder.resolve("in.jsonl");
        Path out = folder.resolve("out.jsonl");
        Files.write(
                in,
                List.of(
                        "{\"id\":\"a\",\"text\":\"我对鞋仲未到啊\"}",
                        "{\"id\":\"b\",\"text\":\"转人工\"}",
                        "{\"id\":\"c\",\"text\":\"不用转人工\"}"));
        assertThat(understand(in, out).code()).isZero();
        List<JsonObject> lines =
                Files.readAllLines(out).stream().map(JsonObject::new).toList();
        assertThat(lines).extracting(line -> line.getString("id")).containsExactly("a", "b", "c");
        assertThat(lines.get(0).getJsonObject("dialect").getString("code")).isEqualTo("yue");
        assertThat(lines.get(0).getString("mandarin")).contains("还没到");
        assertThat(lines.get(1).getJsonObject("escalate").getString("reason")).isEqualTo("customer_request");
        assertThat(lines.get(2).getValue("escalate")).isNull();
    }

    @Test
    void a_malformed_line_is_told_with_its_number() throws IOException {
        Path in = folder.resolve("in.jsonl");
        Files.write(in, List.of("{\"id\":\"a\",\"text\":\"你好\"}", "{\"id\":"));
        isPlainRefusal(understand(in, folder.resolve("o")), "in.jsonl:2:");
    }

    @Test
    void search_writes_a_trec_run() throws IOException {
        Path queries = folder.resolve("q.jsonl");
        Path out = folder.resolve("run.txt");
        Files.writeString(queries, "{\"id\":\"q1\",\"text\":\"七天无理由退货\"}\n");
        assertThat(run(
                                "search",
                                "--home",
                                DemoHome.FOLDER.toString(),
                                "--knowledge",
                                DemoHome.FOLDER.resolve("knowledge").toString(),
                                "--queries",
                                queries.toString(),
                                "--data",
                                folder.toString(),
                                "--mode",
                                "lexical",
                                "--top",
                                "3",
                                "--out",
                                out.toString())
                        .code())
                .isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).matches("q1 Q0 return-seven-days 1 \\d+\\.\\d+ xiangyin-lexical");
    }

    @Test
    void search_goes_by_words_and_vectors_unless_told_otherwise() throws IOException {
        Path corpus = folder.resolve("c.jsonl");
        Path queries = folder.resolve("q.jsonl");
        Path out = folder.resolve("run.txt");
        Files.writeString(corpus, "{\"id\":\"d1\",\"text\":\"衣服洗了以后缩水了怎么办\"}\n{\"id\":\"d2\",\"text\":\"发票抬头写错了\"}\n");
        Files.writeString(queries, "{\"id\":\"q1\",\"text\":\"税务凭证开的名字不对\"}\n");
        assertThat(run(
                                "search",
                                "--home",
                                DemoHome.FOLDER.toString(),
                                "--data",
                                folder.toString(),
                                "--knowledge",
                                corpus.toString(),
                                "--queries",
                                queries.toString(),
                                "--out",
                                out.toString())
                        .code())
                .isZero();
        assertThat(Files.readAllLines(out).getFirst()).matches("q1 Q0 d2 1 \\d+\\.\\d+ xiangyin-hybrid");
    }

    @Test
    void an_empty_log_gives_a_report_with_unknown_values_and_denominators() {
        Run run = run(
                "report",
                "--data",
                folder.resolve("data").toString(),
                "--from",
                "2026-01-01T00:00:00Z",
                "--to",
                "2026-02-01T00:00:00Z",
                "--format",
                "csv");
        assertThat(run.code()).isZero();
    }

    /** A data folder with one finished conversation in it. */
    private Path talkedIn() throws Exception {
        Path data = folder.resolve("talked");
        ServeOptions options = new ServeOptions(DemoHome.FOLDER, data, "127.0.0.1", 0, true, null);
        try (XiangyinServer server = XiangyinServer.start(options, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + server.port() + "/api/v1/conversations";
            JsonObject begun = post(client, base, "{\"channel\":\"api\",\"customer\":{\"externalId\":\"c-1001\"}}", "");
            post(
                    client,
                    base + "/" + begun.getString("conversationId") + "/messages?wait=30",
                    "{\"clientMessageId\":\"m1\",\"text\":\"七天无理由退货运费谁出\"}",
                    begun.getString("token"));
        }
        return data;
    }

    private static JsonObject post(HttpClient client, String url, String body, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new JsonObject(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void the_log_goes_out_and_in_again_and_proves_itself() throws Exception {
        Path data = talkedIn();
        Path file = folder.resolve("log.jsonl");
        String other = folder.resolve("other").toString();
        assertThat(run("events", "export", "--data", data.toString(), file.toString())
                        .code())
                .isZero();
        assertThat(run("events", "import", "--data", other, file.toString()).code())
                .isZero();
        assertThat(run("events", "verify", "--data", other).code()).isZero();
        assertThat(run("rebuild", "--data", other).code()).isZero();
        assertThat(run("events", "verify", "--data", other).code()).isZero();
        Path again = folder.resolve("again.jsonl");
        run("events", "export", "--data", other, again.toString());
        assertThat(again).hasSameTextualContentAs(file);
    }

    @Test
    void a_changed_word_in_the_database_breaks_the_proof() throws Exception {
        Path data = talkedIn();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("xiangyin.db"));
                Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE event SET data = replace(data, '运费', '邮费') WHERE type = 'CustomerSpoke'"))
                    .as("the row, and what was kept of it and falls with it")
                    .isPositive();
        }
        assertThat(run("events", "verify", "--data", data.toString()).code()).isEqualTo(1);
    }

    @Test
    void an_erased_customer_is_gone_from_the_log_and_the_proof_holds() throws Exception {
        Path data = talkedIn();
        assertThat(run(
                                "events",
                                "redact",
                                "--data",
                                data.toString(),
                                "--customer",
                                "c-1001",
                                "--reason",
                                "asked for it")
                        .code())
                .isZero();
        assertThat(run("events", "verify", "--data", data.toString()).code()).isZero();
        Path file = folder.resolve("log.jsonl");
        run("events", "export", "--data", data.toString(), file.toString());
        assertThat(Files.readString(file))
                .doesNotContain("c-1001")
                .doesNotContain("王桂兰")
                .doesNotContain("运费谁出");
    }

    @Test
    void a_bad_line_is_named_and_nothing_is_taken_in() throws Exception {
        Path file = folder.resolve("log.jsonl");
        Files.writeString(file, "{\"conversationId\":\"AAAAAAAAAAAA\"}\n");
        String data = folder.resolve("data").toString();
        assertThat(run("events", "import", "--data", data, file.toString()).code())
                .isEqualTo(1);
        Path out = folder.resolve("out.jsonl");
        run("events", "export", "--data", data, out.toString());
        assertThat(out).isEmptyFile();
    }

    @Test
    void two_homes_meet_the_same_shoppers_and_a_dialogue_becomes_a_test() throws IOException {
        String shop = DemoHome.FOLDER.toString();
        Path report = folder.resolve("simulation");
        Run compared = run(
                "simulate",
                "--home",
                shop,
                "--against",
                copyOfShop().toString(),
                "--shoppers",
                "4",
                "--no-vectors",
                "--data",
                folder.resolve("data").toString(),
                "--report",
                report.toString());
        assertThat(compared.code()).as(compared.errors()).isZero();
        JsonObject figures = new JsonObject(Files.readString(report.resolve("figures.json")));
        assertThat(figures.getJsonObject("comparison").getDouble("p")).isEqualTo(1.0);
        assertThat(figures.getJsonObject("other")).isEqualTo(figures.getJsonObject("report"));

        Path saved = folder.resolve("kettle.yaml");
        String[] save = {
            "simulate",
            "--home",
            shop,
            "--no-vectors",
            "--save-test",
            "return-kettle.plain.0",
            "--out",
            saved.toString()
        };
        assertThat(run(save).code()).isZero();
        Run played = run(
                "test",
                saved.toString(),
                "--home",
                shop,
                "--no-vectors",
                "--report",
                folder.resolve("played").toString());
        assertThat(played.code()).as(played.errors()).isZero();
    }
}
