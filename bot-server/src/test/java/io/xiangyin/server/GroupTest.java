package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What groups and roles allow, over HTTP. */
class GroupTest {
    @TempDir
    Path data;

    @SuppressWarnings("NullAway.Init")
    private DemoShop shop;

    @BeforeEach
    void openShop() {
        shop = DemoShop.open(data);
    }

    @AfterEach
    void closeShop() {
        shop.close();
    }

    private Answer put(String path, JsonObject body, String token) {
        return shop.send("PUT", "/api/v1" + path, body.encode(), token);
    }

    private static JsonObject group(List<String> members, String... permissions) {
        return new JsonObject()
                .put("members", new JsonArray(members))
                .put("skills", new JsonArray().add("yue"))
                .put("permissions", new JsonArray(List.of(permissions)));
    }

    private JsonObject me(String token) {
        return shop.get("/api/v1/auth/me", token).json();
    }

    @Test
    void a_group_gives_its_members_permissions_and_skills_and_takes_them_away_again() {
        String admin = shop.signIn("admin");
        String before = shop.signIn("xiaolin");
        assertThat(shop.get("/api/v1/reports/service", before).status()).isEqualTo(403);

        assertThat(put("/groups/%E8%B4%A8%E6%A3%80", group(List.of("xiaolin"), "reports"), admin)
                        .status())
                .isEqualTo(200);
        assertThat(shop.get("/api/v1/auth/me", before).status())
                .as("the old session is over")
                .isEqualTo(401);
        String after = shop.signIn("xiaolin");
        assertThat(shop.get("/api/v1/reports/service", after).status()).isEqualTo(200);
        assertThat(me(after).getJsonArray("skills")).contains("yue");
        JsonObject own = shop.get("/api/v1/accounts", admin).json().getJsonArray("accounts").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("username").equals("xiaolin"))
                .findFirst()
                .orElseThrow();
        assertThat(own.getJsonArray("skills"))
                .as("what was entered for the account itself")
                .isEmpty();

        assertThat(shop.send("DELETE", "/api/v1/groups/%E8%B4%A8%E6%A3%80", null, admin)
                        .status())
                .isEqualTo(204);
        assertThat(shop.get("/api/v1/reports/service", shop.signIn("xiaolin")).status())
                .isEqualTo(403);
        assertThat(shop.get("/api/v1/audit", admin).text()).contains("group_changed", "group_deleted");
    }

    @Test
    void a_role_allows_what_the_administrator_says() {
        String admin = shop.signIn("admin");
        JsonObject less = new JsonObject()
                .put("permissions", new JsonArray().add("sign_in").add("read"));
        assertThat(put("/roles/agent", less, admin).status()).isEqualTo(200);
        String agent = shop.signIn("xiaolin");
        assertThat(shop.get("/api/v1/queue", agent).status()).isEqualTo(403);
        assertThat(shop.get("/api/v1/tickets", agent).status()).isEqualTo(200);
        assertThat(shop.get("/api/v1/queue", shop.signIn("laowang")).status())
                .as("who is a supervisor as well")
                .isEqualTo(200);
    }

    @Test
    void nonsense_is_refused_and_the_administrators_keep_the_keys() {
        String admin = shop.signIn("admin");
        assertThat(put("/groups/x", group(List.of("nobody")), admin).json().getString("code"))
                .isEqualTo("unknown-member");
        assertThat(put("/groups/x", group(List.of("xiaolin"), "fly"), admin)
                        .json()
                        .getString("code"))
                .isEqualTo("unknown-permission");
        JsonObject none = new JsonObject().put("permissions", new JsonArray());
        assertThat(put("/roles/admin", none, admin).status()).isEqualTo(409);
        assertThat(put("/roles/emperor", none, admin).status()).isEqualTo(404);
        assertThat(put("/groups/x", group(List.of("xiaolin"), "accounts"), shop.signIn("manager"))
                        .status())
                .isEqualTo(403);
    }
}
