package io.xiangyin.server.workbench;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationTagged;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoteAdded;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes, tags, ready words, suggested replies and search, over HTTP. */
public final class WorkbenchApi {
    private static final int SUGGESTED = 3;
    private static final int MOST_ROWS = 100;

    private final EventStore store;
    private final Conversations conversations;
    private final CannedReplies canned;
    private final PastTalks talks;
    private final KnowledgeAnswers answers;
    private final StaffApi staff;
    private final InstantSource clock;

    public WorkbenchApi(
            EventStore store,
            Conversations conversations,
            CannedReplies canned,
            PastTalks talks,
            KnowledgeAnswers answers,
            StaffApi staff,
            InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.canned = canned;
        this.talks = talks;
        this.answers = answers;
        this.staff = staff;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.post(
                        "/conversations/{id}/notes",
                        "addNote",
                        STAFF,
                        "Writes a note for colleagues; the agent who holds the conversation sees it at once, the shopper"
                                + " never.",
                        201,
                        Field.text("text", 2_000, "The note."),
                        Field.texts("mentions", 10, 64, "Ids of colleagues who should look.")
                                .optional()),
                this::note);
        api.add(
                Operation.put(
                        "/conversations/{id}/tags",
                        "setTags",
                        STAFF,
                        "Files the conversation under these words.",
                        Field.texts("tags", 10, 24, "All of its tags.")),
                this::tag);
        api.add(
                Operation.get(
                        "/conversations/{id}/suggestions",
                        "suggestReplies",
                        STAFF,
                        "What the knowledge base would say to the shopper's last words, with sources."),
                this::suggest);
        api.add(
                Operation.get("/conversations", "findConversations", STAFF, "Past and present talks, the latest first.")
                        .with(
                                "q: Words that were said.",
                                "customer: Id of a customer.",
                                "limit: Most rows, 20 if not given."),
                this::find);
        api.add(Operation.get("/canned-replies", "listCannedReplies", STAFF, "Words agents often need."), call -> {
            staff.agent(call);
            return Answer.ok(new JsonObject().put("cannedReplies", canned.list()));
        });
        api.add(
                Operation.put(
                        "/canned-replies/{shortcut}",
                        "putCannedReply",
                        STAFF,
                        "Stores ready words under a shortcut; {customer}, {agent} and {order} in them are filled in.",
                        Field.text("text", 2_000, "The words.")),
                this::putCanned);
        api.add(
                Operation.delete("/canned-replies/{shortcut}", "deleteCannedReply", STAFF, "Takes ready words away."),
                this::deleteCanned);
    }

    private Answer note(Call call) {
        ConversationId id = staff.readable(call);
        List<String> mentions = texts(call.body().getJsonArray("mentions"));
        append(id, new NoteAdded(staff.agent(call).agent(), call.body().getString("text"), mentions));
        return new Answer(
                201, new JsonObject().put("seq", conversations.load(id).version()));
    }

    private Answer tag(Call call) {
        ConversationId id = staff.readable(call);
        Staff caller = staff.agent(call);
        Conversation conversation = conversations.load(id);
        if (!caller.agent().equals(conversation.lastAgent()) && !caller.may(Permission.SUPERVISE)) {
            throw Problem.forbidden("Only the agent who held the conversation, or a supervisor, files it.");
        }
        List<String> tags = texts(call.body().getJsonArray("tags"));
        append(id, new ConversationTagged(caller.agent(), tags));
        return Answer.ok(new JsonObject().put("tags", new JsonArray(tags)));
    }

    private void append(ConversationId id, ConversationEvent event) {
        store.append(id, EventStore.ANY_VERSION, List.of(event));
    }

    private static List<String> texts(@Nullable JsonArray list) {
        return list == null
                ? List.of()
                : list.stream()
                        .map(String::valueOf)
                        .map(String::strip)
                        .distinct()
                        .toList();
    }

    private Answer suggest(Call call) {
        ConversationId id = staff.readable(call);
        JsonArray rows = new JsonArray();
        String asked = lastWords(store.load(id, 0));
        if (!asked.isEmpty()) {
            var answer = answers.answer(asked);
            Set<String> shown = new LinkedHashSet<>();
            if (answer.reply() != null) {
                JsonObject best =
                        new JsonObject().put("text", answer.reply().text()).put("sure", true);
                answer.reply().citations().stream().findFirst().ifPresent(citation -> {
                    shown.add(citation.articleId());
                    best.put("articleId", citation.articleId()).put("title", citation.title());
                });
                rows.add(best);
            }
            answer.hits().stream()
                    .filter(hit -> rows.size() < SUGGESTED && shown.add(hit.articleId()))
                    .flatMap(hit -> answers.cite(hit.articleId()).stream())
                    .filter(citation -> !citation.passage().isBlank())
                    .forEach(citation -> rows.add(new JsonObject()
                            .put("text", citation.passage())
                            .put("sure", false)
                            .put("articleId", citation.articleId())
                            .put("title", citation.title())));
        }
        return Answer.ok(new JsonObject().put("question", asked).put("suggestions", rows));
    }

    /** The shopper's last words, in Mandarin if the bot read them. */
    private static String lastWords(List<RecordedEvent> events) {
        for (RecordedEvent recorded : events.reversed()) {
            if (recorded.event() instanceof MessageUnderstood e
                    && !e.understanding().mandarin().isBlank()) {
                return e.understanding().mandarin();
            }
            if (recorded.event() instanceof CustomerSpoke e) {
                return e.text();
            }
        }
        return "";
    }

    private Answer find(Call call) {
        staff.require(call, Permission.READ);
        String words = call.query("q");
        return Answer.ok(new JsonObject()
                .put(
                        "conversations",
                        talks.find(
                                words == null || words.isBlank() ? null : words.strip(), call.query("customer"), (int)
                                        call.number("limit", 20, 1, MOST_ROWS))));
    }

    private Answer putCanned(Call call) {
        Staff author = staff.agent(call);
        String shortcut = call.path("shortcut");
        if (!shortcut.matches("[\\p{L}\\p{N}_-]{1,24}")) {
            throw Problem.badRequest("wrong-shortcut", "A shortcut is 1 to 24 letters and digits.");
        }
        canned.put(shortcut, call.body().getString("text"), author.name(), clock.instant());
        return Answer.ok(new JsonObject().put("shortcut", shortcut));
    }

    private Answer deleteCanned(Call call) {
        staff.agent(call);
        if (!canned.delete(call.path("shortcut"))) {
            throw Problem.notFound();
        }
        return new Answer(204, null);
    }
}
