package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.StorageException;
import io.xiangyin.server.DemoShop.Talk;
import java.nio.file.Path;
import java.time.InstantSource;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stop and a start leave as it was. */
class RestartTest {
    @TempDir
    private Path data;

    @Test
    void a_shopper_goes_on_in_the_middle_of_a_flow_with_the_same_token() {
        Talk talk;
        try (DemoShop shop = DemoShop.open(data)) {
            talk = shop.begin("c-1001");
            shop.say(talk, "我要退货");
            shop.say(talk, "水壶");
        }
        try (DemoShop shop = DemoShop.open(data)) {
            JsonObject answer = shop.say(talk, "坏了");
            assertThat(DemoShop.words(answer)).contains("确认给「电热水壶」办退货吗");
        }
    }

    @Test
    void whoever_waited_still_waits_and_whoever_signed_in_still_is() {
        Talk talk;
        String agent;
        try (DemoShop shop = DemoShop.open(data)) {
            talk = shop.begin("c-1002");
            shop.say(talk, "转人工");
            agent = shop.signIn("xiaolin");
        }
        try (DemoShop shop = DemoShop.open(data)) {
            assertThat(shop.get("/api/v1/queue", agent).text()).contains(talk.id());
        }
    }

    @Test
    void two_servers_do_not_share_a_data_folder() {
        try (DemoShop _ = DemoShop.open(data)) {
            ServeOptions second = new ServeOptions(DemoHome.FOLDER, data, "127.0.0.1", 0, true, null);
            Assertions.assertThatThrownBy(() -> XiangyinServer.start(second, InstantSource.system()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("in use by a running server");
        }
    }
}
