package io.xiangyin.server.scorecard;

import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.evaluator.quality.Agreement;
import io.xiangyin.evaluator.quality.QualityRules;
import io.xiangyin.evaluator.quality.RuleHit;
import io.xiangyin.evaluator.quality.RuleHit.Rule;
import io.xiangyin.evaluator.quality.SelfCheck;
import io.xiangyin.evaluator.scorecard.Answers;
import io.xiangyin.evaluator.scorecard.Measured;
import io.xiangyin.evaluator.scorecard.Plan;
import io.xiangyin.evaluator.scorecard.ReportMeasures;
import io.xiangyin.evaluator.scorecard.Scorecard;
import io.xiangyin.evaluator.scorecard.Survey;
import io.xiangyin.server.report.ServiceReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scores a shop over a window from three sources: its log, what customers answer and what experts say, the latter two and
 * the plan from the {@code scorecard/} folder of its home.
 */
public final class Scoring {
    private final Path folder;
    private final ServiceReports reports;
    private final ConversationLogs logs;
    private final Opinions opinions;

    /** @param home the home folder; its {@code scorecard/} may be absent */
    public Scoring(Path home, ServiceReports reports, ConversationLogs logs, Opinions opinions) {
        this.folder = home.resolve("scorecard");
        this.reports = reports;
        this.logs = logs;
        this.opinions = opinions;
    }

    /**
     * A scorecard and everything it rests on.
     *
     * @param survey null if nobody was asked
     * @param waitsDisagree a sentence if measured waits and told ones are far apart; null if not
     * @param agreement null if no expert scored
     * @param hits what the rules found
     * @param checked conversations they looked through
     * @param duties what the log shows of GB/T 47746
     */
    public record Scored(
            Instant from,
            Instant to,
            Scorecard card,
            ServiceReport report,
            @Nullable Survey survey,
            @Nullable String waitsDisagree,
            @Nullable Agreement agreement,
            List<RuleHit> hits,
            int checked,
            List<SelfCheck.Duty> duties) {}

    /**
     * Scores the conversations that began in {@code [from, to)}.
     *
     * @param category kind of goods whose weights count; null for the usual
     * @param sent how many were asked to answer besides those whom the bot asked; 0 if unknown
     */
    public Scored score(Instant from, Instant to, @Nullable String category, int sent) throws IOException {
        Plan plan = PlanReader.plan(folder);
        ServiceReport report = reports.report(from, to, Optional.empty());
        Map<String, Measured> measures =
                new HashMap<>(ReportMeasures.of(report, reports.report(from, to, Optional.of(GroupBy.AGE_GROUP))));
        measures.putAll(PlanReader.facts(folder));
        List<RuleHit> hits = new ArrayList<>();
        SelfCheck duties = new SelfCheck();
        int checked = check(from, to, hits, duties);
        rules(measures, hits, checked);
        Survey survey = survey(from, to, sent);
        if (survey != null) {
            measures.putAll(survey.measures());
        }
        Agreement agreement = agreement(from, to);
        if (agreement != null) {
            agreement
                    .means()
                    .forEach((item, mean) ->
                            measures.put("review." + item, new Measured(mean, agreement.pairs() + " 对评分")));
        }
        String disagree = survey == null
                ? null
                : survey.waitsDisagree(report.metrics()
                                .humanFirstResponseCleaned()
                                .kept()
                                .p50())
                        .orElse(null);
        return new Scored(
                from,
                to,
                Scorecard.of(category == null ? plan : plan.of(category), measures),
                report,
                survey,
                disagree,
                agreement,
                List.copyOf(hits),
                checked,
                duties.duties());
    }

    private int check(Instant from, Instant to, List<RuleHit> hits, SelfCheck duties) {
        int[] checked = {0};
        logs.forEach(from, to, events -> {
            List<RuleHit> found = QualityRules.check(events);
            checked[0]++;
            hits.addAll(found);
            duties.read(events, found);
        });
        return checked[0];
    }

    /** Conversations with a hit ÷ all, by rule, in percent. */
    private static void rules(Map<String, Measured> measures, List<RuleHit> hits, int checked) {
        if (checked == 0) {
            return;
        }
        for (Rule rule : Rule.values()) {
            long with = hits.stream()
                    .filter(hit -> hit.rule() == rule)
                    .map(RuleHit::conversationId)
                    .distinct()
                    .count();
            measures.put(measure(rule), new Measured(100.0 * with / checked, with + "/" + checked));
        }
    }

    /** The name under which a plan finds how often a rule was broken. */
    static String measure(Rule rule) {
        return "rules." + rule.name().toLowerCase(Locale.ROOT);
    }

    /** Answers the log has and those of the shop's own table. */
    private @Nullable Survey survey(Instant from, Instant to, int sent) throws IOException {
        Opinions.Answered read = opinions.answers(from, to);
        List<Answers> answers = new ArrayList<>(read.answers());
        Path table = folder.resolve("answers.csv");
        if (Files.exists(table)) {
            answers.addAll(Tables.answers(table));
        }
        Survey.Sent asked =
                new Survey.Sent(read.sent().count() + sent, read.sent().byGroup());
        return answers.isEmpty() && asked.count() == 0
                ? null
                : Survey.of(PlanReader.questionnaire(folder), answers, asked);
    }

    /** Scores the log has and those of the shop's own table. */
    private @Nullable Agreement agreement(Instant from, Instant to) throws IOException {
        List<Agreement.Score> scores = new ArrayList<>(opinions.scores(from, to));
        Path reviews = folder.resolve("reviews.csv");
        if (Files.exists(reviews)) {
            scores.addAll(Tables.scores(reviews));
        }
        return scores.isEmpty() ? null : Agreement.of(scores);
    }
}
