package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolRoutesTest extends ShopTest {

    private Reply ask(String method, String params) {
        return post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private String stock(String item) {
        return ask("tools/call", "{\"name\":\"look_up\",\"arguments\":{\"item\":\"" + item + "\"}}")
                .text("/result/content/0/text");
    }

    @Test
    void theServerIntroducesItselfAndItsTool() {
        Reply begun = ask("initialize", "{\"protocolVersion\":\"2025-06-18\"}");
        assertThat(begun.text("/result/protocolVersion")).isEqualTo("2025-06-18");
        assertThat(begun.text("/id")).isEqualTo("7");
        assertThat(post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .status())
                .isEqualTo(202);
        assertThat(ask("tools/list", "{}").text("/result/tools/0/name")).isEqualTo("look_up");
    }

    @Test
    void stockIsToldForEverySpecAndOnlyForWhatTheShopCarries() {
        assertThat(stock("羽绒服")).contains("XL）现货还有3件", "XXL）暂时没有现货").doesNotContain("冰箱");
        assertThat(stock("枣红色的羽绒服")).isEqualTo(stock("羽绒服"));
        assertThat(stock("量子计算机")).isEqualTo(stock("")).isEqualTo("店里没有查到这种商品。");
    }

    @Test
    void anUnknownToolOrMethodIsAnError() {
        assertThat(ask("tools/call", "{\"name\":\"rm\"}").text("/error/code")).isEqualTo("-32602");
        assertThat(ask("orders/delete", "{}").text("/error/code")).isEqualTo("-32601");
    }
}
