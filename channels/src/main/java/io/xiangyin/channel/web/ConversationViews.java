package io.xiangyin.channel.web;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.Handoff;
import java.util.Locale;

/** A conversation as it stands, in the shape of {@code GET /conversations/{id}}. */
public final class ConversationViews {
    private final QueueBoard queue;

    public ConversationViews(QueueBoard queue) {
        this.queue = queue;
    }

    public JsonObject of(Conversation conversation) {
        JsonObject view = new JsonObject()
                .put("conversationId", conversation.id().value())
                .put("status", conversation.status().name().toLowerCase(Locale.ROOT))
                .put("dialect", conversation.dialect())
                .put("elderMode", conversation.elderMode());
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
