package io.xiangyin.channel.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request whose body was checked; what a handler sees of HTTP. */
public final class Call {
    private static final Pattern SAME_NETWORK =
            Pattern.compile("127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|[0:]*:1|f[cd].*");

    private final RoutingContext context;
    private final JsonObject body;

    Call(RoutingContext context, JsonObject body) {
        this.context = context;
        this.body = body;
    }

    public String path(String name) {
        return String.valueOf(context.pathParam(name));
    }

    public @Nullable String query(String name) {
        return context.request().getParam(name);
    }

    public @Nullable String header(String name) {
        return context.request().getHeader(name);
    }

    /** The whole number in a query parameter; an error if it is none. */
    public long number(String name, long otherwise, long least, long most) {
        String text = query(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // reported below with the range
        }
        throw Problem.badRequest(
                "wrong-parameter", "Parameter '" + name + "' takes a whole number from " + least + " to " + most + ".");
    }

    /** Where the call comes from: the peer's address, never what a header claims. */
    String address() {
        SocketAddress peer = context.request().remoteAddress();
        return peer == null ? "" : String.valueOf(peer.hostAddress());
    }

    /**
     * Whom a call comes from, as far as addresses tell: the peer, or behind a proxy on the same network the address it
     * names; null where many may share one.
     */
    public @Nullable String origin() {
        String peer = address();
        if (!peer.isEmpty() && !SAME_NETWORK.matcher(peer).matches()) {
            return peer;
        }
        String named = header("X-Forwarded-For");
        String last =
                named == null ? "" : named.substring(named.lastIndexOf(',') + 1).strip();
        return last.isEmpty() ? null : last;
    }

    /** The bearer token, or empty. */
    public String bearer() {
        String header = header("Authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
    }

    public JsonObject body() {
        return body;
    }

    /** The body as it came, for an operation that takes a file. */
    public byte[] bytes() {
        Buffer bytes = context.body().buffer();
        return bytes == null ? new byte[0] : bytes.getBytes();
    }

    /** The request itself, for answers that stream. */
    public RoutingContext context() {
        return context;
    }
}
