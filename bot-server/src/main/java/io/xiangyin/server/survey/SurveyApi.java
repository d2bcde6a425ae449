package io.xiangyin.server.survey;

import static io.xiangyin.channel.http.Operation.Access.ANYONE;
import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.channel.web.ConversationTokens;
import io.xiangyin.channel.web.ConversationTokens.Dated;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.QuestionnaireAnswered;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.evaluator.scorecard.Questionnaire;
import io.xiangyin.evaluator.scorecard.Questionnaire.Question;
import io.xiangyin.server.staff.StaffApi;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The questionnaire over the web: a shopper opens it by their link and answers once; staff may send one. */
public final class SurveyApi {
    private static final int LONGEST_TEXT = 500;
    /** Whose clock may begin the answering: a mark that the questions were opened, so that nobody tells their own time. */
    private static final String OPENED = "questionnaire-opened";

    private final Invitations invitations;
    private final EventStore store;
    private final Conversations conversations;
    private final ConversationTokens tokens;
    private final StaffApi staff;
    private final InstantSource clock;

    public SurveyApi(
            Invitations invitations,
            EventStore store,
            Conversations conversations,
            ConversationTokens tokens,
            StaffApi staff,
            InstantSource clock) {
        this.invitations = invitations;
        this.store = store;
        this.conversations = conversations;
        this.tokens = tokens;
        this.staff = staff;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.get(
                        "/questionnaires/{token}",
                        "getQuestionnaire",
                        ANYONE,
                        "The questions behind a shopper's link, in their words, with a mark of when they were opened."),
                this::questions);
        api.add(
                Operation.post(
                        "/questionnaires/{token}",
                        "answerQuestionnaire",
                        ANYONE,
                        "The shopper's answers, once.",
                        201,
                        Field.text("opened", 200, "The mark that came with the questions."),
                        Field.object("values", List.of(), "By question: a number on its scale, or words.")),
                this::answer);
        api.add(
                Operation.post(
                        "/conversations/{id}/questionnaire",
                        "sendQuestionnaire",
                        STAFF,
                        "Sends the shopper of a conversation the questionnaire.",
                        201),
                this::send);
    }

    private Answer questions(Call call) {
        Sent sent = sent(call);
        JsonArray shown = new JsonArray();
        for (Question question : invitations.questionnaire().questions()) {
            shown.add(new JsonObject()
                    .put("id", question.id())
                    .put("scale", question.scale().name().toLowerCase(Locale.ROOT))
                    .put("text", question.in(sent.event().style())));
        }
        return Answer.ok(new JsonObject()
                .put("version", invitations.questionnaire().version())
                .put("elder", sent.event().style().equals(Questionnaire.ELDER))
                .put("questions", shown)
                .put("opened", tokens.issue(OPENED, sent.id(), clock.instant())));
    }

    private Answer answer(Call call) {
        Sent sent = sent(call);
        Dated opened = tokens.open(OPENED, call.body().getString("opened"))
                .filter(dated -> dated.id().equals(sent.id()))
                .orElseThrow(() -> Problem.badRequest(
                        "wrong-mark",
                        "Field 'opened' is not the mark that came with these questions. Open them again."));
        Map<String, String> values = values(call.body().getJsonObject("values"));
        long seconds = Math.clamp(Duration.between(opened.at(), clock.instant()).toSeconds(), 0, Integer.MAX_VALUE);
        QuestionnaireAnswered answered = new QuestionnaireAnswered(
                invitations.questionnaire().version(), sent.event().style(), (int) seconds, address(call), values);
        if (!(store.append(sent.id(), sent.version(), List.of(answered)) instanceof AppendResult.Appended)) {
            // a receipt of delivery may have come between; whoever answered meanwhile is told so
            store.append(sent.id(), sent(call).version(), List.of(answered));
        }
        return new Answer(201, new JsonObject().put("answered", values.size()));
    }

    private Answer send(Call call) {
        Conversation conversation = conversations.load(staff.readable(call));
        String link = invitations
                .send(conversation)
                .orElseThrow(() -> new Problem(
                        409, "changed-meanwhile", "The conversation went on in this moment. Send it again."));
        return new Answer(201, new JsonObject().put("link", link));
    }

    /** An invitation that still waits for its answer. */
    private record Sent(ConversationId id, long version, QuestionnaireSent event) {}

    private Sent sent(Call call) {
        ConversationId id = invitations
                .open(call.path("token"))
                .orElseThrow(() -> new Problem(404, "no-questionnaire", "The link is not ours, or its time is over."));
        List<RecordedEvent> log = store.load(id, 0);
        if (log.stream().anyMatch(recorded -> recorded.event() instanceof QuestionnaireAnswered)) {
            throw new Problem(409, "answered-already", "This questionnaire was answered already. Thank you.");
        }
        return log.stream()
                .filter(recorded -> recorded.event() instanceof QuestionnaireSent)
                .map(recorded -> new Sent(id, log.getLast().seq(), (QuestionnaireSent) recorded.event()))
                .reduce((_, later) -> later)
                .orElseThrow(Problem::notFound);
    }

    private Map<String, String> values(JsonObject given) {
        Map<String, String> values = new TreeMap<>();
        for (Question question : invitations.questionnaire().questions()) {
            Object value = given.getValue(question.id());
            String text = value == null ? "" : value.toString().strip();
            if (text.length() > LONGEST_TEXT || !(text.isEmpty() || question.takes(text))) {
                throw Problem.badRequest(
                        "wrong-answer",
                        "Answer 'values." + question.id() + "' does not fit its scale '"
                                + question.scale().name().toLowerCase(Locale.ROOT) + "', or is longer than "
                                + LONGEST_TEXT + " characters.");
            }
            if (!text.isEmpty()) {
                values.put(question.id(), text);
            }
        }
        return values;
    }

    private @Nullable String address(Call call) {
        String origin = call.origin();
        return origin == null ? null : tokens.digest("address:" + origin);
    }
}
