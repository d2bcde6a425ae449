package io.xiangyin.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Serves pages and their modules from the jars. Pages may run only scripts of this server; the chat page may be framed
 * by the listed origins, all others by nobody.
 */
final class Pages {
    private static final String OURS = "/io/xiangyin/server/web";
    private static final String CHANNEL = "/io/xiangyin/channel/web";
    private static final String WEBJARS = "/META-INF/resources/webjars";
    private static final String PLACE_OF_IMPORT_MAP = "<!--importmap-->";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "json", "application/json",
            "ico", "image/x-icon");

    private final Map<String, Optional<Content>> cache = new ConcurrentHashMap<>();
    private final String framedBy;

    private record Content(Buffer bytes, String type, String tag) {}

    /** @param origins origins whose pages may frame the chat page */
    Pages(Set<String> origins) {
        this.framedBy = String.join(" ", origins);
    }

    void route(Router router, boolean demo) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("/agent", OURS + "/agent");
        pages.put("/manager", OURS + "/manager");
        pages.put("/knowledge", OURS + "/knowledge");
        pages.put("/tickets", OURS + "/tickets");
        pages.put("/scorecard", OURS + "/scorecard");
        pages.put("/review", OURS + "/review");
        pages.put("/questions", OURS + "/questions");
        pages.put("/customers", OURS + "/customers");
        pages.put("/accounts", OURS + "/accounts");
        pages.put("/ui", CHANNEL + "/ui");
        pages.put("/chat", CHANNEL + "/chat");
        if (demo) {
            pages.put("/shop", OURS + "/shop");
            router.get("/").handler(context -> page(context, OURS + "/start/index.html", "'none'"));
            router.getWithRegex("/start/(?<file>.+)").handler(context -> file(context, OURS + "/start/"));
        } else {
            router.get("/").handler(context -> context.redirect("/agent"));
        }
        pages.forEach((path, folder) -> {
            String framed = path.equals("/chat") ? ("'self' " + framedBy).strip() : "'none'";
            router.get(path).handler(context -> page(context, folder + "/index.html", framed));
            router.get(path + "/").handler(context -> page(context, folder + "/index.html", framed));
            router.getWithRegex(path + "/(?<file>.+)").handler(context -> file(context, folder + "/"));
        });
        router.get("/widget.js").handler(context -> send(context, CHANNEL + "/widget.js", "no-cache"));
        router.getWithRegex("/lib/(?<file>.+)")
                .handler(context -> send(
                        context, WEBJARS + "/" + context.pathParam("file"), "public, max-age=31536000, immutable"));
        router.get("/favicon.ico")
                .handler(context -> context.response().setStatusCode(204).end());
    }

    private void page(RoutingContext context, String resource, String framedBy) {
        context.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; script-src 'self' " + ImportMap.CSP_HASH
                                + "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; "
                                + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors " + framedBy)
                .putHeader("Referrer-Policy", "no-referrer");
        send(context, resource, "no-cache");
    }

    private void file(RoutingContext context, String folder) {
        send(context, folder + context.pathParam("file"), "no-cache");
    }

    private void send(RoutingContext context, String resource, String caching) {
        Optional<Content> content = resource.contains("..") || resource.contains("//")
                ? Optional.empty()
                : cache.computeIfAbsent(resource, Pages::read);
        if (content.isEmpty()) {
            context.next();
            return;
        }
        Content found = content.get();
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", found.type())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", caching)
                .putHeader("ETag", found.tag());
        if (found.tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.end(found.bytes());
        }
    }

    private static Optional<Content> read(String resource) {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = Pages.class.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            if (resource.endsWith(".html")) {
                String script = "<script type=\"importmap\">" + ImportMap.JSON + "</script>";
                bytes = new String(bytes, StandardCharsets.UTF_8)
                        .replace(PLACE_OF_IMPORT_MAP, script)
                        .getBytes(StandardCharsets.UTF_8);
            }
            CRC32 sum = new CRC32();
            sum.update(bytes);
            return Optional.of(new Content(
                    Buffer.buffer(bytes), type, "\"" + HexFormat.of().toHexDigits(sum.getValue()) + "\""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
