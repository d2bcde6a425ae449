package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that shoppers and agents send, and attacks by files; case numbers are those of the list we work from. */
class AttachmentTest {
    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void openShop() {
        shop = DemoShop.open(data);
    }

    @AfterAll
    static void closeShop() {
        CLIENT.close();
        shop.close();
    }

    private static HttpResponse<byte[]> call(HttpRequest.Builder request, String token) {
        try {
            return CLIENT.send(
                    request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static HttpResponse<byte[]> send(String conversation, String name, byte[] file, String token) {
        URI to = URI.create(shop.url("/api/v1/conversations/" + conversation + "/attachments?name="
                + URLEncoder.encode(name, StandardCharsets.UTF_8)));
        return call(HttpRequest.newBuilder(to).POST(BodyPublishers.ofByteArray(file)), token);
    }

    private static HttpResponse<byte[]> fetch(String conversation, String id, String token) {
        URI from = URI.create(shop.url("/api/v1/conversations/" + conversation + "/attachments/" + id));
        return call(HttpRequest.newBuilder(from), token);
    }

    private static JsonObject sent(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return new JsonObject(new String(answer.body(), StandardCharsets.UTF_8)).getJsonObject("attachment");
    }

    private static byte[] picture(String format, int width, int height) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    private static String events(Talk talk) {
        return shop.get("/api/v1/conversations/" + talk.id() + "/events", talk.token())
                .text();
    }

    private static long filesOf(Talk talk) {
        Path folder = data.resolve("attachments").resolve(talk.id());
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Talk heldBy(String customer, String agent) {
        Talk talk = shop.begin(customer);
        shop.send("POST", "/api/v1/conversations/" + talk.id() + "/handoff", null, talk.token());
        shop.post("/api/v1/conversations/" + talk.id() + "/accept", new JsonObject(), agent);
        return talk;
    }

    @Test
    void a_picture_is_acknowledged_by_the_bot_and_stands_on_the_hand_over_card() {
        Talk talk = shop.begin("c-1003");
        JsonObject file = sent(send(talk.id(), "破了的箱子.png", picture("png", 40, 30), talk.token()));
        assertThat(file.getString("mediaType")).isEqualTo("image/jpeg");
        assertThat(file.getString("name")).isEqualTo("破了的箱子.jpg");
        assertThat(events(talk)).contains("收到您发来的图片");
        assertThat(fetch(talk.id(), file.getString("id"), talk.token()).body()).startsWith(0xFF, 0xD8, 0xFF);
        String agent = shop.signIn("xiaolin");
        JsonObject card =
                shop.get("/api/v1/conversations/" + talk.id() + "/card", agent).json();
        assertThat(card.getJsonArray("attachments").getJsonObject(0).getString("id"))
                .isEqualTo(file.getString("id"));
        assertThat(fetch(talk.id(), file.getString("id"), agent).statusCode()).isEqualTo(200);
    }

    /** Left half red, right half blue, as a camera held in one of eight ways would store it. */
    private static byte[] photo(int orientation) throws IOException {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 32; y++) {
                image.setRGB(x, y, x < 32 ? 0xFF0000 : 0x0000FF);
            }
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", plain);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(plain.toByteArray(), 0, 2);
        // APP1 of 34 bytes: "Exif", big-endian TIFF, one entry: tag 0x0112, one short
        String entry = "0112000300000001000" + orientation + "0000";
        bytes.write(HexFormat.of().parseHex("ffe10022457869660000" + "4d4d002a00000008" + "0001" + entry + "00000000"));
        bytes.write(plain.toByteArray(), 2, plain.size() - 2);
        return bytes.toByteArray();
    }

    @Test
    void a_photo_taken_sideways_is_kept_upright() throws IOException {
        Talk talk = shop.begin("c-1003");
        // where the sensor's left edge ends up: top, bottom, left, right
        Map<Integer, String> edges =
                Map.of(1, "left", 2, "right", 3, "right", 4, "left", 5, "top", 6, "top", 7, "bottom", 8, "bottom");
        for (Map.Entry<Integer, String> held : edges.entrySet()) {
            JsonObject file = sent(send(talk.id(), held + ".jpg", photo(held.getKey()), talk.token()));
            BufferedImage kept = ImageIO.read(new ByteArrayInputStream(
                    fetch(talk.id(), file.getString("id"), talk.token()).body()));
            boolean lying = held.getKey() < 5;
            assertThat(kept.getWidth()).as(held.toString()).isEqualTo(lying ? 64 : 32);
            assertThat(redEdge(kept)).as(held.toString()).isEqualTo(held.getValue());
        }
    }

    private static String redEdge(BufferedImage kept) {
        int width = kept.getWidth();
        int height = kept.getHeight();
        Map<String, Integer> edges = Map.of(
                "left", kept.getRGB(4, height / 2),
                "right", kept.getRGB(width - 5, height / 2),
                "top", kept.getRGB(width / 2, 4),
                "bottom", kept.getRGB(width / 2, height - 5));
        return (width > height ? Stream.of("left", "right") : Stream.of("top", "bottom"))
                .filter(edge -> new Color(Objects.requireNonNull(edges.get(edge))).getRed() > 128)
                .findFirst()
                .orElse("none");
    }

    @Test
    void the_same_file_sent_again_is_told_once() {
        Talk talk = shop.begin("c-1003");
        byte[] photo = picture("jpg", 40, 30);
        assertThat(sent(send(talk.id(), "a.jpg", photo, talk.token())).getString("id"))
                .isEqualTo(sent(send(talk.id(), "a.jpg", photo, talk.token())).getString("id"));
        assertThat(events(talk).split("\"attachment\":", -1)).hasSize(2);
        assertThat(filesOf(talk)).isEqualTo(1);
    }

    @Test
    void only_the_agent_who_holds_a_conversation_sends_files_in_it() {
        String agent = shop.signIn("xiaolin");
        Talk talk = heldBy("c-1006", agent);
        byte[] manual = text("%PDF-1.4 how to use it");
        assertThat(send(talk.id(), "说明书.pdf", manual, shop.signIn("ahkeung")).statusCode())
                .isEqualTo(409);
        assertThat(filesOf(talk)).isZero();
        JsonObject file = sent(send(talk.id(), "说明书.pdf", manual, agent));
        assertThat(events(talk)).contains("说明书.pdf", "\"author\":\"agent\"");
        assertThat(fetch(talk.id(), file.getString("id"), talk.token()).body()).isEqualTo(manual);
    }

    @Test
    void case_1_a_file_is_fetched_by_those_of_its_conversation_only() {
        Talk mine = shop.begin("c-1003");
        Talk other = shop.begin("c-1006");
        String id = sent(send(mine.id(), "a.jpg", picture("jpg", 9, 9), mine.token()))
                .getString("id");
        HttpResponse<byte[]> unknown = fetch("A".repeat(22), id, other.token());
        for (HttpResponse<byte[]> theirs : List.of(
                fetch(mine.id(), id, other.token()),
                fetch(other.id(), id, other.token()),
                send(mine.id(), "b.jpg", picture("jpg", 9, 8), other.token()))) {
            assertThat(theirs.statusCode()).isEqualTo(404);
            assertThat(theirs.body()).isEqualTo(unknown.body());
        }
        assertThat(fetch(mine.id(), id, "").statusCode()).isEqualTo(401);
        assertThat(fetch(mine.id(), "..%2F..%2Fsigning.key", mine.token()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void case_19_what_could_run_is_refused_and_the_rest_is_served_to_be_saved() throws IOException {
        Talk talk = shop.begin("c-1003");
        for (String hostile : List.of(
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<!doctype html><script>alert(1)</script>",
                "  \n<?xml version='1.0'?><svg/>",
                "hello <script src='https://evil.example/x.js'></script>",
                "PK\u0003\u0004 an archive",
                "MZ\u0000\u0000 a program")) {
            assertThat(send(talk.id(), "a.jpg.html", text(hostile), talk.token())
                            .statusCode())
                    .as(hostile)
                    .isEqualTo(415);
        }
        ByteArrayOutputStream polyglot = new ByteArrayOutputStream();
        polyglot.write(picture("gif", 5, 5));
        polyglot.write(text("*/=1;alert(document.cookie)//"));
        JsonObject file = sent(send(talk.id(), "a.jpg.html", polyglot.toByteArray(), talk.token()));
        assertThat(file.getString("name")).isEqualTo("a.jpg");
        HttpResponse<byte[]> kept = fetch(talk.id(), file.getString("id"), talk.token());
        assertThat(new String(kept.body(), StandardCharsets.ISO_8859_1)).doesNotContain("alert");
        assertThat(kept.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(kept.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(kept.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(kept.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
    }

    @Test
    void case_20_no_name_leaves_the_folder_and_no_picture_eats_the_machine() throws IOException {
        Talk talk = shop.begin("c-1005");
        int i = 10;
        for (String name :
                List.of("../../evil", "..\\..\\evil", "a\u0000b", "CON", "长".repeat(300), "\u202Egpj.exe", "")) {
            JsonObject file = sent(send(talk.id(), name, picture("png", i, i++), talk.token()));
            assertThat(file.getString("name"))
                    .matches("[^/\\\\\\p{Cntrl}\\p{Cf}]{1,64}")
                    .endsWith(".jpg");
        }
        try (Stream<Path> all = Files.walk(data)) {
            assertThat(all.filter(path -> path.toString().contains("evil"))).isEmpty();
        }
        long begun = System.nanoTime();
        assertThat(send(talk.id(), "bomb.png", hollowPng(50_000, 50_000), talk.token())
                        .statusCode())
                .isEqualTo(413);
        // drawing it would take minutes, and ten gigabytes
        assertThat((System.nanoTime() - begun) / 1e9).isLessThan(20);
        assertThat(send(talk.id(), "broken.jpg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1}, talk.token())
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(talk.id(), "none", new byte[0], talk.token()).statusCode())
                .isEqualTo(400);
        assertThat(send(talk.id(), "long", new byte[9 << 20], talk.token()).statusCode())
                .isEqualTo(413);
    }

    @Test
    void case_21_a_flood_of_files_ends_at_a_number() {
        Talk talk = shop.begin("c-1006");
        int last = 0;
        for (int i = 0; i < 40; i++) {
            last = send(talk.id(), "n", text("note " + i), talk.token()).statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(filesOf(talk)).isEqualTo(30);
    }

    @Test
    void files_go_with_their_customer() {
        Talk talk = shop.begin("c-1004");
        String id = sent(send(talk.id(), "身份证.jpg", picture("jpg", 8, 8), talk.token()))
                .getString("id");
        JsonObject reason = new JsonObject().put("reason", "the customer asked");
        assertThat(shop.post("/api/v1/customers/c-1004/erasure", reason, shop.signIn("manager"))
                        .status())
                .isEqualTo(200);
        assertThat(filesOf(talk)).isZero();
        assertThat(fetch(talk.id(), id, shop.signIn("xiaolin")).statusCode()).isEqualTo(404);
        assertThat(shop.get("/api/v1/conversations/" + talk.id() + "/events", shop.signIn("xiaolin"))
                        .text())
                .doesNotContain("身份证");
    }

    /** The head of a PNG of so many pixels, with nothing behind it. */
    private static byte[] hollowPng(int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        byte[] head = new byte[13];
        for (int i = 0; i < 4; i++) {
            head[i] = (byte) (width >>> (24 - 8 * i));
            head[4 + i] = (byte) (height >>> (24 - 8 * i));
        }
        head[8] = 8;
        chunk(png, "IHDR", head);
        Deflater zip = new Deflater();
        zip.setInput(new byte[1 << 20]);
        zip.finish();
        byte[] packed = new byte[1 << 16];
        chunk(png, "IDAT", Arrays.copyOf(packed, zip.deflate(packed)));
        zip.end();
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(text(type));
        sum.update(content);
        int value = (int) sum.getValue();
        out.write(new byte[] {0, 0, (byte) (content.length >> 8), (byte) content.length});
        out.write(text(type));
        out.write(content);
        out.write(new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }
}
