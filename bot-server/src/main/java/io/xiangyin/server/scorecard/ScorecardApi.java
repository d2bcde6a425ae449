package io.xiangyin.server.scorecard;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.evaluator.quality.Agreement;
import io.xiangyin.evaluator.quality.RuleHit;
import io.xiangyin.evaluator.scorecard.Ledger;
import io.xiangyin.evaluator.scorecard.Measured;
import io.xiangyin.evaluator.scorecard.Scorecard;
import io.xiangyin.evaluator.scorecard.Survey;
import io.xiangyin.server.scorecard.Scoring.Scored;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.StaffApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The scorecard, the ledger and the self-check for the manager's page. */
public final class ScorecardApi {
    private static final int MOST_HITS_OF_A_RULE = 50;
    private static final int WEAKEST = 5;
    private static final Duration QUARTER = Duration.ofDays(92);

    private final Scoring scoring;
    private final Path ledger;
    private final StaffApi staff;
    private final InstantSource clock;

    /** @param data the data folder, in which the ledger is kept */
    public ScorecardApi(Scoring scoring, Path data, StaffApi staff, InstantSource clock) {
        this.scoring = scoring;
        this.ledger = data.resolve("scorecard").resolve("ledger.csv");
        this.staff = staff;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.get(
                        "/reports/scorecard",
                        "getScorecard",
                        STAFF,
                        "The shop's score with what it rests on, the ledger, and the self-check of GB/T 47746.",
                        "from: Beginning, RFC 3339; default 92 days ago.",
                        "to: End, RFC 3339; default now.",
                        "category: Kind of goods whose weights count."),
                this::card);
        api.add(
                Operation.post(
                        "/reports/ledger",
                        "noteWeakest",
                        STAFF,
                        "Adds the weakest indicators of the last 92 days to the ledger and follows what is open.",
                        201),
                this::note);
        api.add(
                Operation.put(
                        "/reports/ledger/{indicator}",
                        "setLedgerOwner",
                        STAFF,
                        "Names who puts an open matter right.",
                        Field.text("owner", 40, "Name of the person.")),
                this::own);
    }

    private Answer card(Call call) {
        staff.require(call, Permission.REPORTS);
        Instant to = time(call, "to", clock.instant());
        Instant from = time(call, "from", to.minus(QUARTER));
        if (to.isBefore(from)) {
            throw Problem.badRequest("wrong-parameter", "Parameter 'to' is before 'from'.");
        }
        return Answer.ok(shown(score(from, to, call.query("category"))).put("ledger", entries(read())));
    }

    private synchronized Answer note(Call call) {
        staff.require(call, Permission.SCORE);
        Instant now = clock.instant();
        Scorecard card = score(now.minus(QUARTER), now, null).card();
        return new Answer(
                201,
                new JsonObject()
                        .put(
                                "ledger",
                                entries(write(Ledger.after(
                                        read(), card, LocalDate.ofInstant(now, OpeningHours.SHOP_TIME))))));
    }

    private synchronized Answer own(Call call) {
        staff.require(call, Permission.SCORE);
        String indicator = call.path("indicator");
        String owner = call.body().getString("owner").strip();
        LocalDate today = LocalDate.ofInstant(clock.instant(), OpeningHours.SHOP_TIME);
        List<Ledger.Entry> before = read();
        if (before.stream().noneMatch(entry -> open(entry, indicator))) {
            throw Problem.notFound();
        }
        List<Ledger.Entry> after = new ArrayList<>();
        before.forEach(entry -> after.add(open(entry, indicator) ? entry.withOwner(owner, today) : entry));
        return Answer.ok(new JsonObject().put("ledger", entries(write(after))));
    }

    private static boolean open(Ledger.Entry entry, String indicator) {
        return entry.indicator().equals(indicator) && entry.state() != Ledger.State.DONE;
    }

    private Scored score(Instant from, Instant to, @Nullable String category) {
        try {
            return scoring.score(from, to, category, 0);
        } catch (DefinitionException | IllegalArgumentException wrong) {
            throw new Problem(422, "scorecard-files", String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Ledger.Entry> read() {
        try {
            return LedgerFile.read(ledger);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Ledger.Entry> write(List<Ledger.Entry> entries) {
        try {
            Files.createDirectories(Objects.requireNonNull(ledger.getParent()));
            LedgerFile.write(ledger, entries);
            return entries;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static JsonObject shown(Scored scored) {
        Scorecard card = scored.card();
        JsonArray parts = new JsonArray();
        card.parts().forEach(part -> parts.add(part(part)));
        JsonArray weakest = new JsonArray();
        card.weakest(WEAKEST).forEach(line -> weakest.add(line(line)));
        JsonArray duties = new JsonArray();
        scored.duties()
                .forEach(duty -> duties.add(new JsonObject()
                        .put("clause", duty.clause())
                        .put("duty", duty.duty())
                        .put("kept", duty.kept())
                        .put("evidence", duty.evidence())
                        .put("broken", new JsonArray(duty.broken()))));
        JsonArray hits = new JsonArray();
        for (RuleHit.Rule rule : RuleHit.Rule.values()) {
            scored.hits().stream()
                    .filter(hit -> hit.rule() == rule)
                    .limit(MOST_HITS_OF_A_RULE)
                    .forEach(hit -> hits.add(hit(hit)));
        }
        return new JsonObject()
                .put("version", card.version())
                .put("from", scored.from().toString())
                .put("to", scored.to().toString())
                .put("conversations", scored.report().counts().conversations())
                .put("total", card.total())
                .put("bonus", card.bonus())
                .put("parts", parts)
                .put("weakest", weakest)
                .put("notMeasured", new JsonArray(card.notMeasured()))
                .put("checked", scored.checked())
                .put("found", scored.hits().size())
                .put("hits", hits)
                .put("survey", survey(scored))
                .put("review", review(scored.agreement()))
                .put("duties", duties);
    }

    private static JsonObject part(Scorecard.Part part) {
        JsonArray lines = new JsonArray();
        part.lines().forEach(line -> lines.add(line(line)));
        return new JsonObject()
                .put("id", part.id())
                .put("title", part.title())
                .put("weight", part.weight())
                .put("score", part.score())
                .put("lines", lines);
    }

    private static JsonObject line(Scorecard.Line line) {
        Measured measured = line.measured();
        return new JsonObject()
                .put("id", line.indicator().id())
                .put("title", line.indicator().title())
                .put("unit", line.indicator().unit())
                .put("base", line.indicator().base())
                .put("lower", line.indicator().lower())
                .put("weight", line.indicator().weight())
                .put("value", measured == null ? null : measured.value())
                .put("evidence", measured == null ? null : measured.evidence())
                .put("measure", line.indicator().measure())
                .put("figure", measured == null ? null : measured.figure())
                .put("group", measured == null ? null : measured.group())
                .put("score", line.score())
                .put("bonus", line.bonus())
                .put("advice", line.indicator().advice());
    }

    private static JsonObject hit(RuleHit hit) {
        return new JsonObject()
                .put("conversationId", hit.conversationId().value())
                .put("seq", hit.seq())
                .put("rule", hit.rule().title())
                .put("measure", Scoring.measure(hit.rule()))
                .put("by", hit.by())
                .put("text", hit.text());
    }

    private static @Nullable JsonObject survey(Scored scored) {
        Survey survey = scored.survey();
        if (survey == null) {
            return null;
        }
        JsonArray groups = new JsonArray();
        survey.groups()
                .forEach((name, group) -> groups.add(new JsonObject()
                        .put("name", name)
                        .put("answers", group.answers())
                        .put("sent", group.response().denominator())
                        .put("overall", group.overall())
                        .put("silent", group.silent())));
        JsonArray weighted = new JsonArray();
        survey.weighted()
                .forEach(one -> weighted.add(new JsonObject()
                        .put("by", one.by())
                        .put("raw", one.raw())
                        .put("answers", one.answers())
                        .put("weighted", one.weighted())
                        .put("asked", one.asked())
                        .put("unheard", one.unheard())));
        return new JsonObject()
                .put("weighted", weighted)
                .put("valid", survey.valid().size())
                .put("sent", survey.responseRate().denominator())
                .put("dropped", new JsonObject(Map.copyOf(survey.dropped())))
                .put("groups", groups)
                .put("waitsDisagree", scored.waitsDisagree());
    }

    private static @Nullable JsonObject review(@Nullable Agreement agreement) {
        return agreement == null
                ? null
                : new JsonObject()
                        .put("kappa", agreement.kappa())
                        .put("pairs", agreement.pairs())
                        .put("same", agreement.same())
                        .put("disputed", agreement.disputed().size());
    }

    private static JsonArray entries(List<Ledger.Entry> entries) {
        JsonArray shown = new JsonArray();
        entries.forEach(entry -> shown.add(new JsonObject()
                .put("version", entry.version())
                .put("indicator", entry.indicator())
                .put("title", entry.title())
                .put("score", entry.score())
                .put("evidence", entry.evidence())
                .put("suggestion", entry.suggestion())
                .put("owner", entry.owner())
                .put("history", entry.history())
                .put("planBy", entry.planBy().toString())
                .put("state", entry.state().name().toLowerCase(Locale.ROOT))));
        return shown;
    }

    private static Instant time(Call call, String name, Instant otherwise) {
        String text = call.query(name);
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Problem.badRequest(
                    "wrong-parameter", "Parameter '" + name + "' takes a time like 2026-11-01T00:00:00Z.");
        }
    }
}
