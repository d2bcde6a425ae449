package io.xiangyin.server.report;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.evaluator.Behind;
import io.xiangyin.evaluator.Comparison;
import io.xiangyin.evaluator.ConversationKind;
import io.xiangyin.evaluator.ConversationOutcome;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.OutcomeList.Group;
import io.xiangyin.evaluator.OutcomeList.Wanted;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.StaffApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manager's operations of the HTTP API. */
public final class ReportApi {
    private static final int MOST_ROWS = 500;

    private final ServiceReports reports;
    private final StaffApi staff;
    private final InstantSource clock;

    /** @param staff knows who may see reports */
    public ReportApi(ServiceReports reports, StaffApi staff, InstantSource clock) {
        this.reports = reports;
        this.staff = staff;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.get(
                        "/reports/service",
                        "getServiceReport",
                        STAFF,
                        "The service report over conversations that began in the window.",
                        "from: Beginning, RFC 3339; default 7 days ago.",
                        "to: End, RFC 3339; default now.",
                        "groupBy: " + GroupBy.words() + "."),
                this::report);
        api.add(
                Operation.get(
                        "/reports/comparison",
                        "compareServiceReports",
                        STAFF,
                        "The figures of two periods side by side, with the interval of each difference.",
                        "from: Beginning of the later period, RFC 3339; default 7 days ago.",
                        "to: Its end, RFC 3339; default now.",
                        "beforeFrom: Beginning of the earlier period; default as long before as the later one is long.",
                        "beforeTo: Its end; default the beginning of the later one."),
                this::comparison);
        api.add(
                Operation.get(
                        "/reports/conversations",
                        "listReportedConversations",
                        STAFF,
                        "The conversations behind the figures, with how many they are; at most 500 are listed.",
                        "from: Beginning, RFC 3339; default 7 days ago.",
                        "to: End, RFC 3339; default now.",
                        "outcome: solved, not_solved, handed_off or open.",
                        "groupBy: Only those of one group of this grouping, named by 'key'.",
                        "key: Key of the group, as the report names it.",
                        "metric: Only those behind this figure of the report, such as csat, abandonmentRate, handoff.total,"
                                + " botResolutionRate.confirmed or excluded.empty.",
                        "missed: true for those that are in the figure's denominator only.",
                        "over: Where the figure is a wait, only those longer than so many seconds.",
                        "upTo: Where the figure is a wait, only those no longer than so many seconds."),
                this::conversations);
        api.add(
                Operation.get(
                        "/reports/agents",
                        "listAgentFigures",
                        STAFF,
                        "How each agent's conversations went, with how many and how hard they were.",
                        "from: Beginning, RFC 3339; default 7 days ago.",
                        "to: End, RFC 3339; default now."),
                this::agents);
        api.add(
                Operation.get(
                        "/reports/progress",
                        "getReportProgress",
                        STAFF,
                        "What a report that takes long is reading now: 'log' or 'customers', how much of how much; null when"
                                + " nothing is read."),
                this::progress);
    }

    private Answer progress(Call call) {
        admit(call);
        return Answer.ok(new JsonObject()
                .put(
                        "reading",
                        reports.progress()
                                .map(step -> new JsonObject()
                                        .put("what", step.what().name().toLowerCase(Locale.ROOT))
                                        .put("done", step.done())
                                        .put("all", step.all()))
                                .orElse(null)));
    }

    private Answer report(Call call) {
        admit(call);
        return Answer.ok(new JsonObject(ReportJson.write(reports.report(from(call), to(call), groupBy(call)))));
    }

    private Answer comparison(Call call) {
        admit(call);
        Instant from = from(call);
        Instant to = to(call);
        Instant beforeTo = time(call, "beforeTo", from);
        Instant beforeFrom = time(call, "beforeFrom", beforeTo.minus(Duration.between(from, to)));
        if (!beforeFrom.isBefore(beforeTo)) {
            throw Problem.badRequest("wrong-parameter", "Parameter 'beforeTo' is not after 'beforeFrom'.");
        }
        Comparison comparison = Comparison.of(
                reports.report(beforeFrom, beforeTo, Optional.empty()), reports.report(from, to, Optional.empty()));
        return Answer.ok(new JsonObject(ReportJson.write(comparison)));
    }

    private Answer conversations(Call call) {
        admit(call);
        Optional<String> outcome = Optional.ofNullable(call.query("outcome"));
        List<ConversationOutcome> all = reports.outcomes(from(call), to(call), wanted(call)).stream()
                .filter(row -> outcome.isEmpty() || outcome.get().equals(row.outcome()))
                .toList();
        List<ConversationOutcome> rows = all.stream().limit(MOST_ROWS).toList();
        JsonArray shown = new JsonArray(ReportJson.write(rows));
        shown.forEach(row -> {
            JsonObject one = (JsonObject) row;
            one.put("firstText", reports.firstText(one.getString("conversationId")));
        });
        return Answer.ok(new JsonObject().put("total", all.size()).put("conversations", shown));
    }

    private static Wanted wanted(Call call) {
        String key = call.query("key");
        Optional<Group> group = key == null ? Optional.empty() : groupBy(call).map(by -> new Group(by, key));
        String metric = call.query("metric");
        if (metric == null) {
            return new Wanted(group, Optional.empty());
        }
        return ConversationKind.excluded(metric)
                .map(kind -> new Wanted(group, Optional.empty(), kind))
                .orElseGet(() -> new Wanted(group, Optional.of(figure(call, metric))));
    }

    private static Behind figure(Call call, String metric) {
        Double over = seconds(call, "over");
        Double upTo = seconds(call, "upTo");
        Behind figure = Behind.find(metric, "true".equals(call.query("missed")))
                .orElseThrow(() -> Problem.badRequest(
                        "wrong-parameter",
                        "Parameter 'metric' takes a figure of the report such as csat, found " + metric + "."));
        return over == null && upTo == null
                ? figure
                : figure.lasting(over, upTo)
                        .orElseThrow(() -> Problem.badRequest(
                                "wrong-parameter",
                                "Parameters 'over' and 'upTo' go with a wait such as handoff.total, found " + metric
                                        + "."));
    }

    private static @Nullable Double seconds(Call call, String name) {
        String text = call.query(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException malformed) {
            throw Problem.badRequest("wrong-parameter", "Parameter '" + name + "' takes seconds such as 30.");
        }
    }

    private Answer agents(Call call) {
        admit(call);
        return Answer.ok(new JsonObject()
                .put("agents", new JsonArray(ReportJson.write(reports.agents(from(call), to(call))))));
    }

    private void admit(Call call) {
        staff.require(call, Permission.REPORTS);
    }

    private Instant from(Call call) {
        return time(call, "from", clock.instant().minus(Duration.ofDays(7)));
    }

    private Instant to(Call call) {
        Instant to = time(call, "to", clock.instant());
        if (to.isBefore(from(call))) {
            throw Problem.badRequest("wrong-parameter", "Parameter 'to' is before 'from'.");
        }
        return to;
    }

    private static Instant time(Call call, String name, Instant otherwise) {
        String text = call.query(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Problem.badRequest(
                    "wrong-parameter", "Parameter '" + name + "' takes a time like 2026-11-01T00:00:00Z.");
        }
    }

    private static Optional<GroupBy> groupBy(Call call) {
        String word = call.query("groupBy");
        if (word == null || word.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(GroupBy.find(word)
                .orElseThrow(() -> Problem.badRequest(
                        "wrong-parameter", "Parameter 'groupBy' takes one of " + GroupBy.words() + ".")));
    }
}
