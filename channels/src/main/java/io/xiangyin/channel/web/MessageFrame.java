package io.xiangyin.channel.web;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.InboundMessage;
import java.util.List;

/** The fields of a message, the same over REST and socket. */
final class MessageFrame {
    static final Field CLIENT_ID =
            Field.text("clientMessageId", 64, "Your own id of the message; again the same is stored once.");
    static final Field TEXT = Field.text("text", ShopperApi.LONGEST_TEXT, "What the shopper wrote.");

    static final Field INPUT = Field.text("input", 16, "How it was entered, such as voice; typed if left out.")
            .optional();

    private MessageFrame() {}

    /** The message in a frame that was checked. */
    static InboundMessage read(ConversationId id, JsonObject frame) {
        return new InboundMessage(
                id,
                id.value() + "/" + frame.getString("clientMessageId"),
                frame.getString("text"),
                frame.getString("input"));
    }

    /** Throws {@link Problem} if the frame is not a message. */
    static void check(JsonObject frame) {
        Field.check("", List.of(CLIENT_ID, TEXT, INPUT), frame);
    }
}
