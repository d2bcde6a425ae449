package io.xiangyin.channel.web;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Problem;
import java.util.List;

/** The fields of a message, the same over REST and socket. */
final class MessageFrame {
    static final Field CLIENT_ID =
            Field.text("clientMessageId", 64, "Your own id of the message; again the same is stored once.");
    static final Field TEXT = Field.text("text", ShopperApi.LONGEST_TEXT, "What the shopper wrote.");

    private MessageFrame() {}

    /** Throws {@link Problem} if the frame is not a message. */
    static void check(JsonObject frame) {
        Field.check("", List.of(CLIENT_ID, TEXT), frame);
    }
}
