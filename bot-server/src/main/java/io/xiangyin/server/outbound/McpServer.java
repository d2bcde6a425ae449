package io.xiangyin.server.outbound;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the shop's MCP servers.
 *
 * @param url where it speaks streamable HTTP; null if it is a process
 * @param command the process that speaks over its input and output; empty if it has an address
 * @param key sent as bearer token; empty for none
 * @param allow the tools that actions may name. What else the server offers, now or later, is never called
 */
public record McpServer(@Nullable URI url, List<String> command, String key, Set<String> allow) {
    public McpServer {
        command = List.copyOf(command);
        allow = Set.copyOf(allow);
    }

    /** The same at another address, if it stands at this one. */
    public McpServer moved(URI from, URI to) {
        return url != null && url.toString().startsWith(from + "/")
                ? new McpServer(
                        URI.create(to + url.toString().substring(from.toString().length())), command, key, allow)
                : this;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return url == null ? String.join(" ", command) : url.toString();
    }
}
