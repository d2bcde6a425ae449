package io.xiangyin.server.expert;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationReviewed;
import io.xiangyin.core.ConversationEvent.ReviewRuled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.quality.Agreement;
import io.xiangyin.evaluator.quality.Agreement.Score;
import io.xiangyin.evaluator.scorecard.Plan;
import io.xiangyin.server.scorecard.Opinions;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The monthly review by experts. Two score a conversation, each without seeing the other's scores; only then are the scores
 * shown, and what they differ in is ruled with a reason.
 */
public final class ExpertApi {
    private static final int SCORERS = 2;
    private static final int MOST_SCORE = 5;

    private final MonthlySample sample;
    private final Opinions opinions;
    private final Map<String, String> items;
    private final EventStore store;
    private final StaffApi staff;
    private final InstantSource clock;

    /** @param plan whose indicators that experts measure are what they score */
    public ExpertApi(
            MonthlySample sample, Opinions opinions, Plan plan, EventStore store, StaffApi staff, InstantSource clock) {
        this.sample = sample;
        this.opinions = opinions;
        this.items = plan.reviewed();
        this.store = store;
        this.staff = staff;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.get(
                        "/reviews/expert",
                        "getExpertReview",
                        STAFF,
                        "A month's sample for experts with the caller's own scores, where two differ, and how far they agree.",
                        "month: A month that is over, such as 2026-10; default the last one."),
                this::month);
        api.add(
                Operation.post(
                        "/conversations/{id}/review",
                        "reviewConversation",
                        STAFF,
                        "An expert's scores of a conversation of the sample, once.",
                        201,
                        Field.object("scores", List.of(), "1 to 5 for every item.")),
                this::score);
        api.add(
                Operation.post(
                        "/conversations/{id}/rulings",
                        "ruleReview",
                        STAFF,
                        "Settles an item on which the two experts differ.",
                        201,
                        Field.text("item", 64, "What was scored."),
                        Field.integer("score", 1, MOST_SCORE, "What both agreed on."),
                        Field.text("note", 500, "Why, for the record.")),
                this::rule);
    }

    private Answer month(Call call) {
        Staff caller = expert(call);
        YearMonth month = month(call.query("month"));
        List<Score> scores = opinions.scores(MonthlySample.begin(month), MonthlySample.begin(month.plusMonths(1)));
        Map<String, List<Score>> byConversation = scores.stream().collect(Collectors.groupingBy(Score::conversation));
        JsonArray drawn = new JsonArray();
        for (MonthlySample.Drawn one : sample.of(month)) {
            List<Score> given = byConversation.getOrDefault(one.conversationId(), List.of());
            drawn.add(new JsonObject()
                    .put("conversationId", one.conversationId())
                    .put("stratum", one.stratum())
                    .put("scorers", scorers(given))
                    .put("mine", mine(given, caller)));
        }
        Agreement agreement = Agreement.of(scores);
        JsonArray disputes = new JsonArray();
        agreement.disputed().forEach(dispute -> disputes.add(dispute(dispute)));
        JsonArray titles = new JsonArray();
        items.forEach((id, title) -> titles.add(new JsonObject().put("id", id).put("title", title)));
        return Answer.ok(new JsonObject()
                .put("month", month.toString())
                .put("items", titles)
                .put("sample", drawn)
                .put("kappa", agreement.kappa())
                .put("pairs", agreement.pairs())
                .put("same", agreement.same())
                .put("disputes", disputes));
    }

    private Answer score(Call call) {
        Staff caller = expert(call);
        ConversationId id = sampled(call);
        Map<String, Integer> scores = new TreeMap<>();
        JsonObject given = call.body().getJsonObject("scores");
        for (String item : items.keySet()) {
            if (!(given.getValue(item) instanceof Integer score) || score < 1 || score > MOST_SCORE) {
                throw Problem.badRequest(
                        "wrong-score", "Field 'scores." + item + "' takes a whole number from 1 to 5.");
            }
            scores.put(item, score);
        }
        List<RecordedEvent> log = store.load(id, 0);
        Map<String, Map<String, Integer>> before = reviews(log);
        if (before.containsKey(caller.agent().id())) {
            throw new Problem(
                    409, "scored-already", "You scored this conversation already; a second look is a ruling.");
        }
        if (before.size() == SCORERS) {
            throw new Problem(409, "two-scored", "Two experts scored this conversation already.");
        }
        append(id, log, new ConversationReviewed(caller.agent(), scores));
        return new Answer(201, new JsonObject().put("scorers", before.size() + 1));
    }

    private Answer rule(Call call) {
        Staff caller = expert(call);
        ConversationId id = sampled(call);
        String item = call.body().getString("item");
        List<RecordedEvent> log = store.load(id, 0);
        long different = reviews(log).values().stream()
                .filter(scores -> scores.containsKey(item))
                .map(scores -> scores.get(item))
                .distinct()
                .count();
        if (different < SCORERS) {
            throw new Problem(409, "no-dispute", "Two experts do not differ on this item of the conversation.");
        }
        append(
                id,
                log,
                new ReviewRuled(
                        caller.agent(),
                        item,
                        call.body().getInteger("score"),
                        call.body().getString("note").strip()));
        return new Answer(201, new JsonObject().put("item", item));
    }

    private ConversationId sampled(Call call) {
        String id = call.path("id");
        if (!sample.holds(id)) {
            throw new Problem(
                    404, "not-in-sample", "The conversation is in no month's sample; experts score only those.");
        }
        return new ConversationId(id);
    }

    private void append(ConversationId id, List<RecordedEvent> seen, ConversationEvent event) {
        if (!(store.append(id, seen.getLast().seq(), List.of(event)) instanceof AppendResult.Appended)) {
            throw new Problem(409, "changed-meanwhile", "Something happened in the conversation just now. Try again.");
        }
    }

    /** Scores by scorer. */
    private static Map<String, Map<String, Integer>> reviews(List<RecordedEvent> log) {
        Map<String, Map<String, Integer>> reviews = new HashMap<>();
        log.forEach(recorded -> {
            if (recorded.event() instanceof ConversationReviewed reviewed) {
                reviews.put(reviewed.by().id(), reviewed.scores());
            }
        });
        return reviews;
    }

    private static long scorers(List<Score> given) {
        return given.stream()
                .map(Score::scorer)
                .filter(scorer -> !scorer.equals(Agreement.RULING))
                .distinct()
                .count();
    }

    private static JsonObject mine(List<Score> given, Staff caller) {
        JsonObject mine = new JsonObject();
        given.stream()
                .filter(score -> score.scorer().equals(caller.agent().id()))
                .forEach(score -> mine.put(score.item(), score.score()));
        return mine;
    }

    private JsonObject dispute(Agreement.Dispute dispute) {
        return new JsonObject()
                .put("conversationId", dispute.conversation())
                .put("item", dispute.item())
                .put("title", items.getOrDefault(dispute.item(), dispute.item()))
                .put("first", dispute.first().scorer())
                .put("firstScore", dispute.first().score())
                .put("second", dispute.second().scorer())
                .put("secondScore", dispute.second().score());
    }

    private Staff expert(Call call) {
        return staff.require(call, Permission.REPORTS);
    }

    private YearMonth month(@Nullable String asked) {
        YearMonth now = YearMonth.from(clock.instant().atZone(OpeningHours.SHOP_TIME));
        try {
            YearMonth month = asked == null ? now.minusMonths(1) : YearMonth.parse(asked);
            if (month.isBefore(now)) {
                return month;
            }
        } catch (DateTimeParseException notAMonth) {
            // told below
        }
        throw Problem.badRequest("wrong-parameter", "Parameter 'month' takes a month that is over, such as 2026-10.");
    }
}
