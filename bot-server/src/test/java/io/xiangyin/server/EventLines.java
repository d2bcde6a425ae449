package io.xiangyin.server;

import io.xiangyin.server.DemoShop.Talk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;

/** A conversation's event stream (SSE), read line by line as a program would; closing it hangs up. */
final class EventLines implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Stream<String> body;
    private final Iterator<String> lines;

    /** Opens the stream and waits for its first line. */
    EventLines(DemoShop shop, Talk talk) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(shop.url("/api/v1/conversations/" + talk.id() + "/events")))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + talk.token())
                .build();
        this.body = client.send(request, BodyHandlers.ofLines()).body();
        this.lines = body.iterator();
        next();
    }

    String next() {
        return lines.next();
    }

    @Override
    public void close() {
        body.close();
        client.shutdownNow();
        client.close();
    }
}
