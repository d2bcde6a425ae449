package io.xiangyin.channel.web;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.Handoff;
import java.util.Locale;

/** A conversation as it stands, in the shape of {@code GET /conversations/{id}}. */
public final class ConversationViews {
    private final QueueBoard queue;
    private final boolean models;

    /** @param models whether a language model may write, so that shoppers may forbid it */
    public ConversationViews(QueueBoard queue, boolean models) {
        this.queue = queue;
        this.models = models;
    }

    public JsonObject of(Conversation conversation) {
        JsonObject view = new JsonObject()
                .put("conversationId", conversation.id().value())
                .put("seq", conversation.version())
                .put("status", conversation.status().name().toLowerCase(Locale.ROOT))
                .put("dialect", conversation.dialect())
                .put("elderMode", conversation.elderMode());
        if (models) {
            view.put("languageModel", !conversation.modelOff());
        }
        FlowFrame flow = conversation.activeFlow();
        if (flow != null) {
            JsonObject slots = new JsonObject();
            flow.slots().forEach((name, value) -> slots.put(name, value.value()));
            view.put("flow", flow.flow()).put("slots", slots);
        }
        if (conversation.agent() != null) {
            view.put("agentName", conversation.agent().name());
        }
        Handoff handoff = conversation.handoff();
        if (handoff != null) {
            JsonObject shown =
                    new JsonObject().put("reason", handoff.reason().name().toLowerCase(Locale.ROOT));
            queue.find(conversation.id())
                    .ifPresent(place -> shown.put("position", place.position())
                            .put("estimatedWaitSeconds", place.estimatedWaitSeconds()));
            view.put("handoff", shown);
        }
        return view;
    }
}
