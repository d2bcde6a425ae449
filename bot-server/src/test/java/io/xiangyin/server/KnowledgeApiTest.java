package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service manager does with articles over HTTP, and what shoppers get of it. */
class KnowledgeApiTest {
    private static final String ARTICLES = "/api/v1/knowledge/articles";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path home;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @SuppressWarnings("NullAway.Init")
    private static String manager;

    @BeforeAll
    static void openShop() throws IOException {
        home = DemoHome.copy(folder.resolve("home"));
        shop = DemoShop.open(home, folder.resolve("data"));
        manager = shop.signIn("manager");
    }

    @AfterAll
    static void closeShop() {
        shop.close();
    }

    private static JsonObject article(String title, String body) {
        return new JsonObject().put("title", title).put("body", body).put("questions", new JsonArray().add(title));
    }

    private static JsonObject create(JsonObject article) {
        Answer answer = shop.post(ARTICLES, article, manager);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static String path(JsonObject article) {
        return ARTICLES + "/" + URLEncoder.encode(article.getString("id"), StandardCharsets.UTF_8);
    }

    private static Answer act(JsonObject article, String act) {
        Answer answer = shop.post(
                path(article) + "/" + act, new JsonObject().put("version", article.getInteger("version")), manager);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static String told(String question) {
        Talk talk = shop.begin("c-1006");
        return DemoShop.words(shop.say(talk, question));
    }

    private static void soon(BooleanSupplier happened) {
        Wait.until("the change has reached shoppers", happened);
    }

    @Test
    void a_draft_is_not_told_to_shoppers_a_published_one_is_and_a_retired_one_is_not() {
        JsonObject draft = create(article("宠物烘干箱可以试用吗", "宠物烘干箱可以在家试用三十天。"));
        assertThat(draft.getString("state")).isEqualTo("draft");
        assertThat(told("宠物烘干箱可以试用吗")).doesNotContain("三十天");
        JsonObject published = act(draft, "publish").json();
        soon(() -> told("宠物烘干箱可以试用吗").contains("三十天"));
        act(published, "retire");
        soon(() -> !told("宠物烘干箱可以试用吗").contains("三十天"));
    }

    @Test
    void an_edit_while_published_shows_only_when_it_is_published() {
        JsonObject article = create(article("猫爬架怎么安装", "猫爬架两个人装，要二十分钟。").put("state", "published"));
        soon(() -> told("猫爬架怎么安装").contains("二十分钟"));
        JsonObject edited = shop.send(
                        "PUT",
                        path(article),
                        article("猫爬架怎么安装", "猫爬架一个人装，要四十分钟。").put("version", 1).encode(),
                        manager)
                .json();
        assertThat(edited.getInteger("version")).isEqualTo(2);
        assertThat(edited.getBoolean("live")).isTrue();
        assertThat(told("猫爬架怎么安装")).contains("二十分钟");
        act(edited, "publish");
        soon(() -> told("猫爬架怎么安装").contains("四十分钟"));
        JsonArray versions =
                shop.get(path(article) + "/versions", manager).json().getJsonArray("versions");
        assertThat(versions).hasSize(3);
        assertThat(versions.getJsonObject(0).getString("author")).isNotBlank();
        assertThat(shop.get(path(article) + "/diff?from=1&to=2", manager).json().getJsonArray("lines").stream()
                        .map(JsonObject.class::cast)
                        .filter(line -> !"same".equals(line.getString("change")))
                        .map(line -> line.getString("change") + " " + line.getString("text")))
                .containsExactly("removed 猫爬架两个人装，要二十分钟。", "added 猫爬架一个人装，要四十分钟。");
    }

    @Test
    void of_two_changes_from_one_version_the_second_is_refused() {
        JsonObject article = create(article("鸟笼多大", "鸟笼高六十厘米。"));
        String change = article("鸟笼多大", "鸟笼高七十厘米。").put("version", 1).encode();
        assertThat(shop.send("PUT", path(article), change, manager).status()).isEqualTo(200);
        Answer second = shop.send("PUT", path(article), change, manager);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().getString("code")).isEqualTo("changed-meanwhile");
    }

    @Test
    void an_article_out_of_its_days_or_for_agents_is_never_told_to_shoppers() {
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        create(article("鱼缸过滤棉多久换", "鱼缸过滤棉每两周换。")
                .put("state", "published")
                .put("validUntil", today.minusDays(1).toString()));
        create(article("鱼缸水泵多大功率", "鱼缸水泵八瓦。").put("state", "published").put("visibility", "agents"));
        create(article("鱼缸灯几点开", "鱼缸灯早上八点开。").put("state", "published"));
        soon(() -> told("鱼缸灯几点开").contains("八点"));
        assertThat(told("鱼缸过滤棉多久换")).doesNotContain("两周");
        assertThat(told("鱼缸水泵多大功率")).doesNotContain("八瓦");
    }

    @Test
    void a_file_of_the_home_folder_is_edited_beside_the_file_and_put_back() {
        JsonObject file = shop.get(ARTICLES + "/faq-free-postage", manager).json();
        assertThat(file.getString("origin")).isEqualTo("file");
        JsonObject change = article("多少钱包邮", "现在满88元包邮。").put("version", 0).put("state", "published");
        JsonObject edited =
                shop.send("PUT", path(file), change.encode(), manager).json();
        assertThat(edited.getString("origin")).isEqualTo("edited_file");
        soon(() -> told("多少钱包邮").contains("88元"));
        assertThat(shop.send("DELETE", path(file) + "?version=1", null, manager).status())
                .isEqualTo(200);
        soon(() -> told("多少钱包邮").contains("59元"));
        assertThat(shop.send("DELETE", path(file) + "?version=0", null, manager).status())
                .isEqualTo(409);
    }

    @Test
    void a_file_put_into_the_folder_is_told_and_a_broken_one_is_named() throws IOException {
        Files.writeString(home.resolve("knowledge/tent.md"), "# 帐篷怎么收\n\n帐篷先放气再对折三次。\n");
        Files.writeString(home.resolve("knowledge/broken.md"), "---\nid: x\n");
        soon(() -> told("帐篷怎么收").contains("对折三次"));
        assertThat(shop.get("/api/v1/knowledge/status", manager)
                        .json()
                        .getJsonArray("problems")
                        .encode())
                .contains("broken.md:1");
        Files.delete(home.resolve("knowledge/tent.md"));
        Files.delete(home.resolve("knowledge/broken.md"));
        soon(() -> !told("帐篷怎么收").contains("对折三次"));
    }

    @Test
    void a_table_is_imported_once_and_its_broken_rows_are_told() {
        String table = "question,answer\n睡袋能机洗吗,睡袋可以冷水机洗。\n防潮垫多厚,\n";
        String path = "/api/v1/knowledge/import?state=published&name=camping.csv";
        JsonObject first = shop.send("POST", path, table, manager).json();
        assertThat(first.getInteger("created")).isEqualTo(1);
        assertThat(first.getJsonArray("problems").getString(0)).startsWith("camping.csv:3:");
        assertThat(shop.send("POST", path, table, manager).json().getInteger("unchanged"))
                .isEqualTo(1);
        soon(() -> told("睡袋能机洗吗").contains("冷水机洗"));
        assertThat(shop.send("POST", path.replace(".csv", ".exe"), table, manager)
                        .json()
                        .getJsonArray("problems")
                        .encode())
                .contains("this kind of file is not read");
    }

    @Test
    void what_was_not_answered_is_grouped_and_counted() {
        for (String question : List.of("潜水镜度数怎么定做", "潜水镜度数怎么定做", "怎么定做潜水镜度数")) {
            told(question);
        }
        JsonArray groups =
                shop.get("/api/v1/knowledge/questions", manager).json().getJsonArray("groups");
        assertThat(groups.stream().map(JsonObject.class::cast))
                .filteredOn(group -> group.getString("question").contains("潜水镜"))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.getInteger("count")).isEqualTo(3);
                    assertThat(group.getJsonArray("examples")).hasSize(2);
                });
    }

    @Test
    void a_tried_question_shows_what_would_be_said_and_why() {
        JsonObject tried = shop.post("/api/v1/knowledge/try", new JsonObject().put("question", "多少钱包邮"), manager)
                .json();
        assertThat(tried.getString("decision")).isEqualTo("answer");
        assertThat(tried.getDouble("confidence")).isGreaterThan(tried.getDouble("answerFrom"));
        JsonObject first = tried.getJsonArray("passages").getJsonObject(0);
        assertThat(first.getDouble("lexical")).isPositive();
        JsonArray place = first.getJsonArray("matches").getJsonArray(0);
        assertThat(first.getString("text").substring(place.getInteger(0), place.getInteger(1)))
                .isNotBlank();
        JsonArray steps = shop.post("/api/v1/knowledge/analyse", new JsonObject().put("text", "退貨"), manager)
                .json()
                .getJsonArray("steps");
        assertThat(steps.encode()).contains("退货");
    }

    @Test
    void the_list_is_searched_and_filtered() {
        JsonObject found = shop.get(ARTICLES + "?q=%E5%8C%85%E9%82%AE&origin=file&limit=2", manager)
                .json();
        assertThat(found.getInteger("total")).isPositive();
        assertThat(found.getJsonArray("articles").size()).isBetween(1, 2);
        assertThat(shop.get(ARTICLES + "?category=nothing", manager).json().getInteger("total"))
                .isZero();
    }

    @Test
    void agents_read_and_only_managers_write() {
        String agent = shop.signIn("xiaolin");
        assertThat(shop.get(ARTICLES, agent).status()).isEqualTo(200);
        assertThat(shop.post(ARTICLES, article("a", "b"), agent).status()).isEqualTo(403);
        assertThat(shop.send("POST", "/api/v1/knowledge/import?name=a.txt", "x", agent)
                        .status())
                .isEqualTo(403);
        assertThat(shop.get(ARTICLES, null).status()).isEqualTo(401);
        assertThat(shop.get(ARTICLES, shop.begin("c-1006").token()).status()).isEqualTo(401);
    }

    @Test
    void a_wrong_day_or_visibility_is_refused_with_a_sentence() {
        Answer wrong = shop.post(ARTICLES, article("a", "b").put("validFrom", "明天"), manager);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().getString("detail")).contains("Write a day like");
    }
}
