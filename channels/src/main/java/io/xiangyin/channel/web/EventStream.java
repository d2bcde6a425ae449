package io.xiangyin.channel.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Server-sent events of one conversation; the id of each is its sequence number, so a reader resumes where it was. */
final class EventStream {
    private static final long HEARTBEAT_MS = 15_000;
    private static final long LOOK_AT_SESSION_MS = 3_000;
    private static final int LARGEST_BACKLOG = 256 * 1024;

    private EventStream() {}

    /** @param admits asked again and again whether the reader may still read; may block */
    static void open(
            RoutingContext request,
            LiveFeed feed,
            ConversationId id,
            long after,
            Gate.Viewer viewer,
            BooleanSupplier admits) {
        Vertx vertx = request.vertx();
        HttpServerResponse response = request.response();
        Context loop = vertx.getOrCreateContext();
        loop.runOnContext(_ -> {
            response.setChunked(true)
                    .setWriteQueueMaxSize(LARGEST_BACKLOG)
                    .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .write(": begins\n\n");
            LiveFeed.Follower follower = feed.follow(
                    id,
                    after,
                    events -> loop.runOnContext(_ -> write(response, events, viewer)),
                    text -> loop.runOnContext(_ -> draft(response, text)));
            long heartbeat = vertx.setPeriodic(HEARTBEAT_MS, _ -> response.write(": still here\n\n"));
            long look = vertx.setPeriodic(
                    LOOK_AT_SESSION_MS,
                    _ -> vertx.executeBlocking(admits::getAsBoolean, false).onSuccess(admitted -> {
                        if (!admitted) {
                            response.reset();
                        }
                    }));
            response.closeHandler(_ -> {
                follower.close();
                vertx.cancelTimer(look);
                vertx.cancelTimer(heartbeat);
            });
        });
    }

    /** Without an id: a draft is no event, and nobody resumes after it. */
    private static void draft(HttpServerResponse response, String text) {
        if (!response.closed() && !response.writeQueueFull()) {
            response.write("event: generating\ndata: "
                    + new JsonObject()
                            .put("type", "generating")
                            .put("text", text)
                            .encode() + "\n\n");
        }
    }

    private static void write(HttpServerResponse response, List<RecordedEvent> events, Gate.Viewer viewer) {
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.reset();
            return;
        }
        for (RecordedEvent event : events) {
            EventViews.of(event, viewer)
                    .ifPresent(item -> response.write("id: " + event.seq() + "\nevent: " + item.getString("type")
                            + "\ndata: " + item.encode() + "\n\n"));
        }
    }
}
