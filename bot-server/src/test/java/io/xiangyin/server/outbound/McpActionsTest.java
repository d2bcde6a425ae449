package io.xiangyin.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Customer;
import io.xiangyin.dialog.flow.ActionDefinition;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's MCP server is asked within the allow-list, for the customer of the conversation. */
class McpActionsTest {
    private static final Customer WANG = new Customer("c-1001", null, Map.of(), true);
    private static final String STOCK = """
              stock_of:
                mcp: stock/look_up
                with: {item: "{item}", customer: "{customer}"}
                changes: false
                tool: 查现货
            """;

    @TempDir
    private Path folder;

    private Map<String, ActionDefinition> declared(String actions) throws IOException {
        Files.writeString(folder.resolve("actions.yaml"), "actions:\n" + actions);
        return FlowBook.read(folder).actions();
    }

    private static Map<String, McpServer> servers(StockServer server) {
        return Map.of("stock", new McpServer(URI.create(server.url()), List.of(), "", Set.of("look_up")));
    }

    private static ActionCall call(Map<String, String> arguments) {
        return new ActionCall("stock_of", arguments, "k-1", false, "result");
    }

    @Test
    void a_tool_is_called_for_the_customer_of_the_conversation_whoever_the_arguments_name() throws IOException {
        try (StockServer server = StockServer.open("红色还有3件");
                McpActions actions = new McpActions(declared(STOCK), servers(server), (_, _) -> nobody())) {
            assertThat(actions.run(WANG, call(Map.of("item", "连衣裙", "customer", "c-1004"))))
                    .isEqualTo(new ActionOutcome.Succeeded(Map.of("text", "红色还有3件")));
            assertThat(server.called()).hasSize(1);
            assertThat(server.called().getFirst().getJsonObject("arguments").getMap())
                    .isEqualTo(Map.of("item", "连衣裙", "customer", "c-1001"));
        }
    }

    @Test
    void an_answer_in_json_comes_as_its_fields() throws IOException {
        try (StockServer server = StockServer.open("{\"left\":3,\"colour\":\"红\"}");
                McpActions actions = new McpActions(declared(STOCK), servers(server), (_, _) -> nobody())) {
            assertThat(actions.run(WANG, call(Map.of("item", "连衣裙"))))
                    .isEqualTo(new ActionOutcome.Succeeded(Map.of("left", 3, "colour", "红")));
        }
    }

    @Test
    void a_visitor_nobody_vouched_for_is_refused_without_a_call() throws IOException {
        try (StockServer server = StockServer.open("红色还有3件");
                McpActions actions = new McpActions(declared(STOCK), servers(server), (_, _) -> nobody())) {
            assertThat(actions.run(new Customer("c-1001", null, Map.of(), false), call(Map.of("item", "裙"))))
                    .isEqualTo(new ActionOutcome.Refused("not-verified", ""));
            assertThat(server.called()).isEmpty();
        }
    }

    @Test
    void a_tool_that_the_shop_did_not_allow_stops_the_start_with_a_remedy() throws IOException {
        Map<String, ActionDefinition> declared = declared(STOCK.replace("stock/look_up", "stock/empty_store"));
        try (StockServer server = StockServer.open("")) {
            assertThatThrownBy(() -> new McpActions(declared, servers(server), (_, _) -> nobody()))
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining("empty_store")
                    .hasMessageContaining("mcp.stock.allow");
        }
    }

    @Test
    void a_server_that_is_away_fails_in_time_and_is_found_when_it_is_back() throws IOException {
        StockServer first = StockServer.open("一件");
        int port = URI.create(first.url()).getPort();
        Map<String, McpServer> servers = servers(first);
        try (McpActions actions = new McpActions(declared(STOCK), servers, (_, _) -> nobody())) {
            assertThat(actions.run(WANG, call(Map.of("item", "裙")))).isInstanceOf(ActionOutcome.Succeeded.class);
            first.close();
            assertThat(actions.run(WANG, call(Map.of("item", "裙")))).isInstanceOf(ActionOutcome.Failed.class);
            try (StockServer again = StockServer.open(port, "两件")) {
                assertThat(actions.run(WANG, call(Map.of("item", "裙"))))
                        .isEqualTo(new ActionOutcome.Succeeded(Map.of("text", "两件")));
                assertThat(again.called()).hasSize(1);
            }
        }
    }

    @Test
    void a_server_may_be_a_process() throws IOException {
        McpServer process = new McpServer(
                null,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        StockServer.class.getName(),
                        "蓝色还有5件"),
                "",
                Set.of("look_up"));
        Map<String, ActionDefinition> declared = declared(STOCK + "    timeoutMs: 20000\n");
        try (McpActions actions = new McpActions(declared, Map.of("stock", process), (_, _) -> nobody())) {
            assertThat(actions.run(WANG, call(Map.of("item", "裙"))))
                    .isEqualTo(new ActionOutcome.Succeeded(Map.of("text", "蓝色还有5件")));
        }
    }

    @Test
    void an_action_that_changes_something_is_no_tool_for_a_model() {
        assertThatThrownBy(() -> declared(STOCK.replace("changes: false", "changes: true")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("stock_of")
                .hasMessageContaining("flow");
    }

    private static ActionOutcome nobody() {
        throw new AssertionError("handed on");
    }
}
