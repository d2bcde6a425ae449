package io.xiangyin.server.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.xiangyin.server.DemoHome;
import io.xiangyin.server.llm.Sse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that ask a language model, as a person types them, beside an endpoint that WireMock plays. */
class ModelCommandsTest {
    @RegisterExtension
    static final WireMockExtension MODEL =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    private Path folder;

    /** What a command left behind: its exit code, and all it printed. */
    private record Run(int code, String printed) {}

    private Run run(String command, Path home, String... more) {
        String[] places = {
            command, "--home", home.toString(), "--data", folder.resolve("data").toString()
        };
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(errors, true));
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            int code = line.execute(
                    Stream.concat(Stream.of(places), Stream.of(more)).toArray(String[]::new));
            return new Run(code, printed.toString(UTF_8) + errors);
        } finally {
            System.setOut(before);
        }
    }

    /** The demo shop with an endpoint. */
    private Path shop(String url) throws IOException {
        Path home = DemoHome.copy(folder.resolve("home"));
        Files.writeString(home.resolve("bot.yaml"), Files.readString(home.resolve("bot.yaml")) + """

                llm:
                  endpoints:
                    - {url: "%s", model: mock, inputYuan: 1, outputYuan: 2}
                  limits: {firstTokenMs: 1000}
                """.formatted(url));
        return home;
    }

    private Path shop() throws IOException {
        return shop(MODEL.baseUrl() + "/v1");
    }

    private static void says(ResponseDefinitionBuilder with) {
        MODEL.stubFor(post(urlEqualTo(Sse.PATH)).willReturn(with));
    }

    @BeforeEach
    void forget() {
        MODEL.resetAll();
    }

    @Test
    void the_doctor_makes_a_real_call_and_tells_how_long_it_took() throws IOException {
        says(Sse.answer("好"));
        Run run = run("doctor", shop());
        assertThat(run.printed())
                .containsPattern("ok +language model: .*mock.* answered 1 characters, the first after");
        assertThat(run.code()).isZero();
    }

    @Test
    void the_doctor_explains_a_wrong_key_and_never_shows_one() throws IOException {
        says(aResponse().withStatus(401).withBody("{\"error\":{\"message\":\"Incorrect API key\"}}"));
        Run run = run("doctor", shop());
        assertThat(run.printed())
                .contains("BROKEN  language model:", "the key is missing, wrong", "XIANGYIN_LLM_API_KEY");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void the_doctor_explains_a_wrong_model_or_address() throws IOException {
        MODEL.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404)));
        Run run = run("doctor", shop());
        assertThat(run.printed()).contains("BROKEN  language model:", "answered 404", "check the model's name");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void the_doctor_explains_an_address_where_nobody_is() throws IOException {
        String nobody;
        try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "http://127.0.0.1:" + closedAgain.getLocalPort() + "/v1";
        }
        Run run = run("doctor", shop(nobody));
        assertThat(run.printed()).contains("BROKEN  language model:", "cannot be reached", "Check the address");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void the_doctor_explains_a_model_that_is_slow_to_begin() throws IOException {
        says(Sse.answer("好").withFixedDelay(20_000));
        Run run = run("doctor", shop());
        assertThat(run.printed()).contains("BROKEN  language model:", "sent no token within 1000 ms", "firstTokenMs");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void the_doctor_explains_an_address_that_is_no_model_at_all() throws IOException {
        says(aResponse().withStatus(200).withBody("<html>welcome</html>"));
        Run run = run("doctor", shop());
        assertThat(run.printed())
                .contains("BROKEN  language model:", "with a stream of events. The base address usually ends in /v1");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void the_judge_scores_talks_and_tells_how_far_it_agrees_with_people() throws IOException {
        Path home = shop();
        assertThat(run("demo-data", home, "--months", "1", "--conversations", "20")
                        .code())
                .isZero();
        says(Sse.answer("{\"scores\":{\"empathy\":4,\"professional\":4,\"policy\":5}}"));
        Path out = folder.resolve("judged.csv");
        String[] all = {"--from", "2026-01-01T00:00:00Z", "--to", "2126-01-01T00:00:00Z", "--out", out.toString()};
        Run first = run(
                "judge",
                home,
                Stream.concat(Stream.of(all), Stream.of("--limit", "4")).toArray(String[]::new));
        assertThat(first.printed()).contains("12 scores in", "used=4");
        assertThat(first.code()).isZero();
        List<String> scores = Files.readAllLines(out);
        assertThat(scores).hasSize(13).first().isEqualTo("conversation,item,scorer,score");

        Path people = folder.resolve("people.csv");
        Files.write(
                people,
                scores.stream()
                        .map(line -> line.replace(",model,4", ",people-1,4").replace(",model,5", ",people-1,2"))
                        .toList());
        Run second = run(
                "judge",
                home,
                Stream.concat(Stream.of(all), Stream.of("--against", people.toString()))
                        .toArray(String[]::new));
        assertThat(second.printed())
                .containsPattern("empathy +4 of 4 as people")
                .containsPattern("policy +0 of 4 as people")
                .containsPattern("all +8 of 12 as people, Cohen's kappa -?\\d\\.\\d{3}");
        assertThat(second.code()).isZero();
    }

    @Test
    void simulated_shoppers_speak_in_the_words_of_the_model() throws IOException {
        says(Sse.answer("{\"commands\":[]}"));
        MODEL.stubFor(post(urlEqualTo(Sse.PATH))
                .withRequestBody(containing("persona"))
                .willReturn(Sse.answer("我换个说法讲给你听")));
        Run run = run("simulate", shop(), "--shoppers", "3", "--no-vectors", "--wording", "llm");
        assertThat(run.printed()).contains("words of the model: {", "yuan", "3 dialogues in");
        assertThat(run.code()).isZero();
        assertThat(folder.resolve("data/simulation")).isNotEmptyDirectory();
    }

    @Test
    void the_worth_of_the_model_is_a_table() throws IOException {
        MODEL.stubFor(post(urlEqualTo(Sse.PATH))
                .withRequestBody(containing("\\\"flows\\\""))
                .willReturn(Sse.answer("{\"commands\":[{\"type\":\"start_flow\",\"flow\":\"repair\"}]}")));
        Path home = shop();
        Path requests = folder.resolve("requests.jsonl");
        Files.writeString(requests, """
                {"text":"我要退货","intent":"return_goods"}
                {"text":"银河系有几个旋臂来着","intent":"stock_query"}
                {"text":"前年抬回家那个大铁疙瘩又开始哼哼唧唧了你说愁不愁人啊这可怎么整才好呢唉真是烦死我了","intent":"warranty_repair"}
                """);
        Path questions = folder.resolve("questions.jsonl");
        Files.writeString(questions, "{\"text\":\"现货多久发货\",\"articleId\":\"faq-ship-time\"}\n");
        try (Stream<Path> tests = Files.list(home.resolve("tests"))) {
            for (Path test : tests.toList()) {
                Files.delete(test);
            }
        }
        Files.writeString(home.resolve("tests/one.yaml"), """
                dialogues:
                  - name: A wish for a human
                    customer: c-1003
                    turns:
                      - {user: 转人工, handoff: customer_request}
                """);
        Run run = run(
                "evaluate-llm",
                home,
                "--no-vectors",
                "--requests",
                requests.toString(),
                "--questions",
                questions.toString());
        assertThat(run.printed())
                .contains("| requests | right, of 2 | 0.500 | 1.000 |")
                .contains("| questions | right, of 1 | 1.000 | 1.000 |")
                .contains("| dialogues | as written, of 1 | 1 | 1 |")
                .contains("| requests | calls: understand used |  | 1 |");
        assertThat(run.code()).isZero();
    }
}
