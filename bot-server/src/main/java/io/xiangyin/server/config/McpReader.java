package io.xiangyin.server.config;

import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.server.outbound.McpServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code mcp} of {@code bot.yaml}. Keys come from the environment alone: the file names the variable. */
final class McpReader {
    private McpReader() {}

    static Map<String, McpServer> read(@Nullable YamlNode node, Map<String, String> environment) {
        Map<String, McpServer> servers = new HashMap<>();
        if (node != null) {
            node.entries().forEach((name, one) -> servers.put(name, server(one, environment)));
        }
        return servers;
    }

    private static McpServer server(YamlNode node, Map<String, String> environment) {
        node.allow("url", "command", "keyFrom", "allow");
        YamlNode url = node.find("url");
        List<String> command = node.texts("command");
        if ((url == null) == command.isEmpty()) {
            throw node.error("an MCP server has either 'url' or 'command'");
        }
        Set<String> allow = Set.copyOf(node.texts("allow"));
        if (allow.isEmpty()) {
            throw node.error("'allow' lists the server's tools that actions may name. Without one it is never asked");
        }
        return new McpServer(
                url == null ? null : BotConfig.address(url),
                command,
                node.find("keyFrom") == null ? "" : environment.getOrDefault(node.text("keyFrom"), ""),
                allow);
    }
}
