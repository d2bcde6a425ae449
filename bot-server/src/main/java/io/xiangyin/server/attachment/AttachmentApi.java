package io.xiangyin.server.attachment;

import static io.xiangyin.channel.http.Operation.Access.SHOPPER_OR_STAFF;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.channel.web.EventViews;
import io.xiangyin.channel.web.Gate;
import io.xiangyin.core.Attachment;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Reply;
import io.xiangyin.core.desk.Desk;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.staff.StaffApi;
import org.jspecify.annotations.Nullable;

/** Sending and fetching files, over HTTP, for the shopper of a conversation and for staff. */
public final class AttachmentApi {
    /** Largest file taken, bytes. */
    public static final int LARGEST = 8 << 20;

    private final AttachmentFolder files;
    private final Desk desk;
    private final Conversations conversations;
    private final Gate gate;
    private final StaffApi staff;

    public AttachmentApi(AttachmentFolder files, Desk desk, Conversations conversations, Gate gate, StaffApi staff) {
        this.files = files;
        this.desk = desk;
        this.conversations = conversations;
        this.gate = gate;
        this.staff = staff;
    }

    public void register(Api api) {
        api.add(
                Operation.post(
                                "/conversations/{id}/attachments",
                                "sendAttachment",
                                SHOPPER_OR_STAFF,
                                "Sends a file: a picture (JPEG, PNG, GIF; drawn anew), PDF or plain text, told by its content.",
                                201)
                        .with("name: What to call it.")
                        .file(LARGEST),
                this::send);
        api.add(
                Operation.get(
                        "/conversations/{id}/attachments/{attachmentId}",
                        "getAttachment",
                        SHOPPER_OR_STAFF,
                        "A file that was sent, to be saved."),
                this::fetch);
    }

    private Answer send(Call call) throws InterruptedException {
        ConversationId id = Gate.named(call);
        Gate.Viewer viewer = gate.admit(call.bearer(), id);
        String name = call.query("name");
        if (viewer == Gate.Viewer.STAFF) {
            mustHold(id, call);
        }
        Attachment attachment = files.keep(id, name == null ? "" : name, call.bytes());
        Desk.Outcome outcome = viewer == Gate.Viewer.SHOPPER
                ? desk.receive(id, attachment)
                : desk.say(id, staff.agent(call).agent(), "file-" + attachment.id(), Reply.file(attachment));
        return switch (outcome) {
            case Desk.Outcome.Done _ ->
                new Answer(201, new JsonObject().put("attachment", EventViews.file(attachment)));
            case Desk.Outcome.Refused refused -> throw new Problem(409, refused.code(), refused.sentence());
        };
    }

    /** So that nothing is kept that cannot be said. */
    private void mustHold(ConversationId id, Call call) {
        if (!staff.agent(call).agent().equals(conversations.load(id).agent())) {
            throw new Problem(409, "not-yours", "Only the agent who holds the conversation sends files in it.");
        }
    }

    private @Nullable Answer fetch(Call call) {
        ConversationId id = Gate.named(call);
        gate.admit(call.bearer(), id);
        String attachment = call.path("attachmentId");
        HarmlessFile kept = files.find(id, attachment).orElseThrow(Problem::notFound);
        HttpServerResponse response = call.context().response();
        call.context()
                .vertx()
                .getOrCreateContext()
                .runOnContext(
                        _ -> response.putHeader("Content-Type", kept.kind().mediaType())
                                .putHeader(
                                        "Content-Disposition",
                                        "attachment; filename=\"" + attachment + "."
                                                + kept.kind().extension() + "\"")
                                .putHeader("Content-Security-Policy", "sandbox; default-src 'none'")
                                .putHeader("Cache-Control", "private, max-age=3600")
                                .end(kept.bytes()));
        return null;
    }
}
