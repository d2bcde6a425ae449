package io.xiangyin.server.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.web.EventViews;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.evaluator.AskedAgain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The hand-over card: everything the shopper already gave, so that the agent asks nothing twice. Made from the events
 * alone, plus the customer's orders as they are now.
 */
public final class HandoverCards {
    private static final int LAST_WORDS = 3;

    private final EventStore store;
    private final FlowBook flows;
    private final ActionRunner actions;
    private final Properties labels;

    /** @param labels Chinese names of handoff reasons, by {@code reason.NAME} */
    public HandoverCards(EventStore store, FlowBook flows, ActionRunner actions, Properties labels) {
        this.store = store;
        this.flows = flows;
        this.actions = actions;
        this.labels = labels;
    }

    /** The card of a conversation; its orders are left out if the shop's system does not answer. */
    public JsonObject of(ConversationId id) {
        List<RecordedEvent> events = store.load(id, 0);
        Gathered gathered = new Gathered();
        events.forEach(recorded -> gathered.add(recorded.event()));
        Conversation now = Conversation.replay(id, events);
        JsonObject card = new JsonObject()
                .put("customer", customer(now.customer()))
                .put("dialect", gathered.dialect)
                .put("elderMode", gathered.elderMode)
                .put("wanted", gathered.wanted())
                .put("slots", gathered.slots())
                .put("tried", gathered.tried)
                .put("orders", orders(now.customer()));
        if (gathered.emotion.score() > 0) {
            card.put(
                    "emotion",
                    new JsonObject().put("label", gathered.emotion.label()).put("score", gathered.emotion.score()));
        }
        if (gathered.flow != null) {
            card.put(
                    "flow",
                    new JsonObject()
                            .put("id", gathered.flowId)
                            .put("name", gathered.flow)
                            .put("state", gathered.flowState));
        }
        if (!gathered.files.isEmpty()) {
            card.put("attachments", gathered.files);
        }
        if (!gathered.left.isEmpty()) {
            card.put("messages", gathered.left);
        }
        Conversation.Callback callback = now.callback();
        if (callback != null) {
            card.put("callback", new JsonObject().put("phone", callback.phone()));
        }
        HandoffRequested request = gathered.request;
        if (request != null) {
            Urgency urgency =
                    now.handoff() == null ? request.urgency() : now.handoff().urgency();
            card.put("reason", request.reason().name().toLowerCase(Locale.ROOT))
                    .put(
                            "reasonText",
                            labels.getProperty("reason." + request.reason().name(), ""))
                    .put("urgency", urgency.name().toLowerCase(Locale.ROOT))
                    .put("requestedAt", request.requestedAt().toString());
        }
        return card;
    }

    /** Labels of what a text asks for though the shopper has said it; empty if it asks nothing twice. */
    List<String> askedAgain(ConversationId id, String text) {
        Gathered gathered = new Gathered();
        List<RecordedEvent> events = store.load(id, 0);
        events.forEach(recorded -> gathered.add(recorded.event()));
        Map<String, String> given = new LinkedHashMap<>();
        gathered.slots.forEach((name, slot) -> given.put(name, slot.getString("label")));
        Conversation.Callback callback = Conversation.replay(id, events).callback();
        if (callback != null && callback.phone() != null) {
            given.put("phone", labels.getProperty("slot.phone"));
        }
        return AskedAgain.find(given.keySet(), text).stream().map(given::get).toList();
    }

    private static JsonObject customer(Customer customer) {
        JsonObject shown = new JsonObject()
                .put("externalId", customer.externalId())
                .put("name", customer.name())
                .put("verified", customer.verified());
        customer.attributes().forEach(shown::put);
        return shown;
    }

    private JsonArray orders(Customer customer) {
        ActionCall call = new ActionCall("list_orders", Map.of(), "", false, "orders");
        return actions.run(customer, call) instanceof ActionOutcome.Succeeded succeeded
                        && succeeded.result().get("orders") instanceof List<?> orders
                ? new JsonArray(orders)
                : new JsonArray();
    }

    /** What the events say, gathered in one pass. */
    private final class Gathered {
        private final List<String> words = new ArrayList<>();
        private final Map<String, JsonObject> slots = new LinkedHashMap<>();
        private final JsonArray tried = new JsonArray();
        private final JsonArray left = new JsonArray();
        private final JsonArray files = new JsonArray();
        private @Nullable HandoffRequested request;
        private @Nullable String flow;
        private String flowState = "";
        private String flowId = "";
        private @Nullable KnowledgeConsulted consulted;
        private Understanding.Emotion emotion = Understanding.Emotion.NEUTRAL;
        private String dialect = "cmn";
        private boolean elderMode;

        void add(ConversationEvent event) {
            switch (event) {
                case CustomerSpoke e -> words.add(e.text());
                case AttachmentReceived e -> files.add(EventViews.file(e.attachment()));
                case MessageUnderstood e -> understood(e.understanding());
                case FlowStarted e -> {
                    flowId = e.flow();
                    flow = title(e.flow());
                    flowState = "active";
                }
                case FlowEnded e -> flowState = e.outcome().name().toLowerCase(Locale.ROOT);
                case SlotFilled e ->
                    slots.put(
                            e.slot(),
                            new JsonObject().put("label", label(e.slot())).put("value", e.display()));
                case KnowledgeConsulted e -> consulted = e.answered() ? e : null;
                case BotReplied e -> answered(e);
                case HandoffRequested e -> request = e;
                case MessageLeft e -> left.add(e.text());
                case ElderModeSwitched e -> elderMode = e.on();
                case ConversationStarted _ -> {
                    // the customer is read from the conversation
                }
                default -> {
                    // not for the card
                }
            }
        }

        private void understood(Understanding understanding) {
            if (!understanding.dialect().code().equals("cmn")) {
                dialect = understanding.dialect().code();
            }
            if (understanding.emotion().score() >= emotion.score()) {
                emotion = understanding.emotion();
            }
        }

        private void answered(BotReplied replied) {
            KnowledgeConsulted asked = consulted;
            if (asked != null) {
                JsonObject one = new JsonObject()
                        .put("question", asked.query())
                        .put("answer", replied.reply().text());
                replied.reply().citations().stream()
                        .findFirst()
                        .ifPresent(citation -> one.put("articleTitle", citation.title()));
                tried.add(one);
                consulted = null;
            }
        }

        private String wanted() {
            String last = String.join("；", words.subList(Math.max(0, words.size() - LAST_WORDS), words.size()));
            return flow == null ? last : flow + "：" + last;
        }

        private JsonArray slots() {
            return new JsonArray(new ArrayList<>(slots.values()));
        }

        private String label(String slot) {
            Flow known = flows.flows().get(flowId);
            return known == null || known.slots().get(slot) == null
                    ? slot
                    : known.slots().get(slot).label();
        }

        private String title(String id) {
            Flow known = flows.flows().get(id);
            return known == null ? id : known.title();
        }
    }
}
