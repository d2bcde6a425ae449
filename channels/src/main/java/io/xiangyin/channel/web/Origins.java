package io.xiangyin.channel.web;

import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides from the {@code Origin} header whether a page may open a socket. Exact matches only. */
public final class Origins {
    private Origins() {}

    /**
     * Whether the request comes from the server's own pages, from a listed origin, or from a program (no header).
     *
     * @param listed origins such as {@code https://shop.example}
     */
    public static boolean allowed(RoutingContext request, Set<String> listed) {
        String origin = request.request().getHeader("Origin");
        return origin == null
                || listed.contains(origin)
                || ownOrigin(origin, request.request().getHeader("Host"));
    }

    private static boolean ownOrigin(String origin, @Nullable String host) {
        try {
            return host != null && host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
