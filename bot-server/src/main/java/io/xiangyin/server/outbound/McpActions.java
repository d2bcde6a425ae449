package io.xiangyin.server.outbound;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.service.tool.ToolExecutionResult;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Customer;
import io.xiangyin.dialog.flow.ActionDefinition;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the actions that are tools of the shop's MCP servers, and hands the others on. Only tools on the allow-list of
 * {@code bot.yaml} are ever called, and the customer is the conversation's. A server is connected to when it is first
 * needed, and anew after a failure.
 */
public final class McpActions implements ActionRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpActions.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final Map<String, ActionDefinition> definitions;
    private final Map<String, McpServer> servers;
    private final ActionRunner others;
    private final Map<String, CompletableFuture<McpClient>> clients = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Turnstile turnstile = new Turnstile();

    /**
     * @param others runs what is not declared with {@code mcp}
     * @throws DefinitionException if an action names a server or tool that {@code bot.yaml} does not allow
     */
    public McpActions(Map<String, ActionDefinition> definitions, Map<String, McpServer> servers, ActionRunner others) {
        this.definitions = Map.copyOf(definitions);
        this.servers = Map.copyOf(servers);
        this.others = others;
        definitions.values().forEach(this::refuseStrange);
    }

    private void refuseStrange(ActionDefinition action) {
        String mcp = action.mcp();
        if (mcp == null) {
            return;
        }
        McpServer server = servers.get(server(mcp));
        if (server == null || !server.allow().contains(tool(mcp))) {
            throw new DefinitionException(
                    "flows/actions.yaml",
                    0,
                    "declares '" + action.name() + "' as '" + mcp + "', which bot.yaml does not allow. Put '"
                            + tool(mcp) + "' into mcp." + server(mcp) + ".allow");
        }
    }

    private static String server(String mcp) {
        return mcp.substring(0, mcp.indexOf('/'));
    }

    private static String tool(String mcp) {
        return mcp.substring(mcp.indexOf('/') + 1);
    }

    @Override
    public ActionOutcome run(Customer customer, ActionCall call) {
        ActionDefinition action = definitions.get(call.action());
        String mcp = action == null ? null : action.mcp();
        if (action == null || mcp == null) {
            return others.run(customer, call);
        }
        return turnstile.pass(customer, action, () -> attempt(action, mcp, arguments(action, customer, call)));
    }

    private static ToolExecutionRequest arguments(ActionDefinition action, Customer customer, ActionCall call) {
        JsonObject arguments = new JsonObject();
        action.body().forEach((name, template) -> {
            String value = HttpActionRunner.filled(template, place -> HttpActionRunner.value(place, customer, call));
            if (!value.isEmpty()) {
                arguments.put(name, value);
            }
        });
        return ToolExecutionRequest.builder()
                .id(call.idempotencyKey())
                .name(tool(String.valueOf(action.mcp())))
                .arguments(arguments.encode())
                .build();
    }

    private ActionOutcome attempt(ActionDefinition action, String mcp, ToolExecutionRequest request)
            throws InterruptedException {
        String server = server(mcp);
        CompletableFuture<McpClient> client =
                clients.computeIfAbsent(server, name -> CompletableFuture.supplyAsync(() -> open(name), threads));
        Future<ToolExecutionResult> running = threads.submit(() -> client.get().executeTool(request));
        try {
            return outcome(running.get(action.timeoutMs(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            running.cancel(true);
            forget(server, client);
            return new ActionOutcome.Failed(mcp + ": no answer within " + action.timeoutMs() + " ms");
        } catch (ExecutionException thrown) {
            forget(server, client);
            return new ActionOutcome.Failed(mcp + ": " + thrown.getCause());
        }
    }

    private McpClient open(String server) {
        return DefaultMcpClient.builder()
                .key(server)
                .clientName("xiangyin")
                .transport(transport(Objects.requireNonNull(servers.get(server))))
                .initializationTimeout(CONNECT)
                .autoHealthCheck(false)
                .build();
    }

    /** A server that failed is connected to anew the next time. */
    private void forget(String server, CompletableFuture<McpClient> failed) {
        clients.remove(server, failed);
        close(failed);
    }

    private static void close(CompletableFuture<McpClient> opened) {
        var _ = opened.thenAccept(client -> {
            try {
                client.close();
            } catch (Exception gone) {
                LOG.info("MCP server {} did not close cleanly: {}", client.key(), gone.toString());
            }
        });
    }

    private McpTransport transport(McpServer server) {
        if (server.url() == null) {
            return StdioMcpTransport.builder()
                    .command(server.command())
                    .environment(Map.of())
                    .build();
        }
        return StreamableHttpMcpTransport.builder()
                .url(server.url().toString())
                .customHeaders(server.key().isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + server.key()))
                .timeout(CONNECT)
                .followRedirects(false)
                .setHttpVersion1_1()
                .build();
    }

    private static ActionOutcome outcome(ToolExecutionResult result) {
        String text = String.valueOf(result.resultText());
        if (text.length() > LARGEST_ANSWER) {
            return new ActionOutcome.Failed(
                    "answer of " + text.length() + " characters is longer than " + LARGEST_ANSWER);
        }
        if (result.isError()) {
            return new ActionOutcome.Refused("tool-error", "");
        }
        try {
            return new ActionOutcome.Succeeded(HttpActionRunner.withoutNulls(new JsonObject(text)));
        } catch (DecodeException | ClassCastException plain) {
            return new ActionOutcome.Succeeded(new HashMap<>(Map.of("text", text)));
        }
    }

    @Override
    public void close() {
        clients.values().forEach(McpActions::close);
        threads.shutdownNow();
    }
}
