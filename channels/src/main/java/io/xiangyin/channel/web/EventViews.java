package io.xiangyin.channel.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Attachment;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentActed;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentLeft;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ApprovalDecided;
import io.xiangyin.core.ConversationEvent.ApprovalRequested;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTagged;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffAssigned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.ModelSwitched;
import io.xiangyin.core.ConversationEvent.NoteAdded;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events as pages see them. A shopper sees what was said and who holds the conversation; staff see also what the bot
 * made of it and the notes among colleagues. Everything not named here is nobody's to see over the web.
 */
public final class EventViews {
    private EventViews() {}

    /** The event as the viewer may see it; empty if it is not for them. */
    public static Optional<JsonObject> of(RecordedEvent recorded, Gate.Viewer viewer) {
        JsonObject item = switch (recorded.event()) {
            case CustomerSpoke e ->
                message("customer", Reply.Kind.TEXT, e.text()).put("clientMessageId", clientId(e.channelMessageId()));
            case AttachmentReceived e ->
                message("customer", Reply.Kind.TEXT, e.attachment().name()).put("attachment", file(e.attachment()));
            case BotReplied e -> reply("bot", e.reply());
            case NoticeGiven e -> reply("system", e.reply());
            case AgentSpoke e ->
                reply("agent", e.reply())
                        .put("authorName", e.agent().name())
                        .put("clientMessageId", clientId(e.messageId()));
            case HandoffQueued _ -> status("queued", null);
            case HandoffAbandoned _ -> status("bot", null);
            case AgentJoined e -> status("with_agent", e.agent().name());
            case ReturnedToBot e -> note(viewer, e.note(), status("bot", null));
            case ConversationTransferred e -> note(viewer, e.note(), null);
            case ConversationResolved e -> note(viewer, e.note(), status("closed", null));
            case RatingAsked _ -> new JsonObject().put("type", "rating_asked");
            case CustomerRated e ->
                new JsonObject().put("type", "rated").put("score", e.score()).put("resolved", e.resolved());
            case ElderModeSwitched e ->
                new JsonObject().put("type", "elder_mode").put("on", e.on());
            case ModelSwitched e ->
                new JsonObject().put("type", "language_model").put("on", e.on());
            case TicketTold e ->
                reply("system", e.reply())
                        .put("ticket", new JsonObject().put("id", e.ticketId()).put("state", e.state()));
            case QuestionnaireSent e -> invitation(viewer, e);
            case MessageUnderstood e -> viewer == Gate.Viewer.STAFF ? understood(e.understanding()) : null;
            default -> viewer == Gate.Viewer.STAFF ? among(recorded.event()) : null;
        };
        return Optional.ofNullable(item)
                .map(shown ->
                        shown.put("seq", recorded.seq()).put("at", recorded.at().toString()));
    }

    /** The link is the shopper's alone. */
    private static JsonObject invitation(Gate.Viewer viewer, QuestionnaireSent sent) {
        JsonObject item = reply("system", sent.reply());
        return viewer == Gate.Viewer.SHOPPER ? item.put("questionnaire", sent.link()) : item;
    }

    /** All of them that the viewer may see. */
    public static JsonArray of(List<RecordedEvent> events, Gate.Viewer viewer) {
        JsonArray items = new JsonArray();
        events.forEach(event -> of(event, viewer).ifPresent(items::add));
        return items;
    }

    /** The bot's, agents' and system's words among the events, in the shape of a reply. */
    public static JsonArray replies(List<RecordedEvent> events) {
        return of(
                events.stream()
                        .filter(event -> event.event() instanceof ConversationEvent.Outbound)
                        .toList(),
                Gate.Viewer.SHOPPER);
    }

    private static String clientId(String channelMessageId) {
        return channelMessageId.substring(channelMessageId.indexOf('/') + 1);
    }

    private static JsonObject message(String author, Reply.Kind kind, String text) {
        return new JsonObject()
                .put("type", "message")
                .put("author", author)
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("text", text)
                .put("generated", false);
    }

    /** A file as pages see it; it is fetched with its id. */
    public static JsonObject file(Attachment attachment) {
        return new JsonObject()
                .put("id", attachment.id())
                .put("name", attachment.name())
                .put("mediaType", attachment.mediaType())
                .put("bytes", attachment.bytes());
    }

    private static JsonObject card(Reply.Card card) {
        JsonArray rows = new JsonArray();
        card.rows()
                .forEach(row ->
                        rows.add(new JsonObject().put("label", row.label()).put("value", row.value())));
        JsonObject shown = new JsonObject().put("title", card.title()).put("rows", rows);
        return card.image() == null ? shown : shown.put("image", card.image());
    }

    private static JsonObject form(Reply.Form form) {
        JsonArray fields = new JsonArray();
        form.fields()
                .forEach(field -> fields.add(new JsonObject()
                        .put("name", field.name())
                        .put("label", field.label())
                        .put("type", field.type())
                        .put("options", new JsonArray(field.options()))));
        return new JsonObject().put("title", form.title()).put("fields", fields);
    }

    private static JsonObject reply(String author, Reply reply) {
        JsonObject item = message(author, reply.kind(), reply.text()).put("generated", reply.generated());
        if (!reply.choices().isEmpty()) {
            JsonArray choices = new JsonArray();
            reply.choices()
                    .forEach(choice -> choices.add(
                            new JsonObject().put("title", choice.title()).put("value", choice.value())));
            item.put("choices", choices);
        }
        if (!reply.citations().isEmpty()) {
            JsonArray citations = new JsonArray();
            reply.citations()
                    .forEach(citation -> citations.add(new JsonObject()
                            .put("articleId", citation.articleId())
                            .put("title", citation.title())
                            .put("passage", citation.passage())));
            item.put("citations", citations);
        }
        if (reply.card() != null) {
            item.put("card", card(reply.card()));
        }
        if (reply.form() != null) {
            item.put("form", form(reply.form()));
        }
        if (reply.attachment() != null) {
            item.put("attachment", file(reply.attachment()));
        }
        if (reply.spoken() != null) {
            item.put("spoken", reply.spoken());
        }
        if (reply.voice() != null) {
            item.put("voice", reply.voice());
        }
        return item;
    }

    /** What colleagues do beside the talk; the shopper never sees it. */
    private static @Nullable JsonObject among(ConversationEvent event) {
        return switch (event) {
            case HandoffAssigned e ->
                new JsonObject()
                        .put("type", "offered")
                        .put("agentName", e.agent().name())
                        .put("why", e.why());
            case AgentLeft e ->
                new JsonObject()
                        .put("type", "agent_left")
                        .put("agentName", e.agent().name())
                        .put("reason", e.reason());
            case ReplyDelivered e -> new JsonObject().put("type", "delivered").put("replySeq", e.replySeq());
            case ReplyFailed e -> new JsonObject().put("type", "undelivered").put("replySeq", e.replySeq());
            case NoteAdded e ->
                new JsonObject()
                        .put("type", "note")
                        .put("text", e.text())
                        .put("authorName", e.agent().name())
                        .put("mentions", new JsonArray(e.mentions()));
            case ConversationTagged e -> new JsonObject().put("type", "tags").put("tags", new JsonArray(e.tags()));
            case AgentActed e ->
                new JsonObject()
                        .put("type", "acted")
                        .put("action", e.call().action())
                        .put("arguments", new JsonObject(Map.copyOf(e.call().arguments())))
                        .put("agentName", e.agent().name())
                        .put(
                                "approvedBy",
                                e.approvedBy() == null ? null : e.approvedBy().name())
                        .put("outcome", e.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT));
            case ApprovalRequested e ->
                new JsonObject()
                        .put("type", "approval_requested")
                        .put("approvalId", e.approvalId())
                        .put("action", e.call().action())
                        .put("yuan", e.yuan())
                        .put("text", e.reason())
                        .put("agentName", e.agent().name());
            case ApprovalDecided e ->
                new JsonObject()
                        .put("type", "approval_decided")
                        .put("approvalId", e.approvalId())
                        .put("approved", e.approved())
                        .put("text", e.note())
                        .put("agentName", e.by().name());
            default -> null;
        };
    }

    private static JsonObject status(String status, @Nullable String agentName) {
        JsonObject item = new JsonObject().put("type", "status").put("status", status);
        return agentName == null ? item : item.put("agentName", agentName);
    }

    private static @Nullable JsonObject note(
            Gate.Viewer viewer, @Nullable String note, @Nullable JsonObject otherwise) {
        return viewer == Gate.Viewer.STAFF && note != null && !note.isBlank()
                ? new JsonObject().put("type", "note").put("text", note)
                : otherwise;
    }

    private static JsonObject understood(Understanding understanding) {
        JsonArray commands = new JsonArray();
        understanding
                .commands()
                .forEach(command -> commands.add(command.getClass().getSimpleName()));
        JsonObject item = new JsonObject()
                .put("type", "understood")
                .put("text", understanding.text())
                .put("mandarin", understanding.mandarin())
                .put("dialect", understanding.dialect().code())
                .put("commands", commands);
        return understanding.intent() == null
                ? item
                : item.put("intent", understanding.intent().name());
    }
}
