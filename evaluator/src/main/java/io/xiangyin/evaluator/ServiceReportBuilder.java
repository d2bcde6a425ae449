package io.xiangyin.evaluator;

import static java.util.function.Predicate.isEqual;

import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.ConversationFacts.Kind;
import io.xiangyin.evaluator.ServiceReport.Counts;
import io.xiangyin.evaluator.ServiceReport.Excluded;
import io.xiangyin.evaluator.ServiceReport.Group;
import io.xiangyin.evaluator.ServiceReport.HandoffSpans;
import io.xiangyin.evaluator.ServiceReport.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Computes the service report from event logs: events to {@link Episodes}, episodes to {@link Contacts}, contacts to
 * figures. A pure function; the same logs and the same window give the same report on any day.
 *
 * <p>Each conversation is folded as it comes and its events are let go, so that a stream over a large store needs room
 * for facts only. The work grows with the number of events, plus sorting contacts of the same issue.
 */
public final class ServiceReportBuilder {
    private final ReportWindow window;
    private final List<ConversationFacts> inWindow;
    private final Scope scope;

    private ServiceReportBuilder(List<ConversationFacts> all, ReportWindow window, ReportSettings settings) {
        this.window = window;
        inWindow = all.stream().filter(facts -> window.holds(facts.startedAt())).toList();
        List<ConversationFacts> counted = all.stream()
                .filter(facts -> facts.kind(settings) == Kind.COUNTED)
                .toList();
        scope = new Scope(
                Contacts.judge(
                        counted, facts -> window.holds(facts.startedAt()), settings.window(), window.generatedAt()),
                window.generatedAt(),
                settings);
    }

    /**
     * The report over the conversations that began in the window.
     *
     * @param conversations the whole log of each conversation, from {@code ConversationStarted} on, in any order of
     *     conversations. Besides those that began in the window it needs every one with an event later than one
     *     first-contact window before {@code from}, or earlier and later contacts go unseen
     * @param groupBy how to split it as well, if at all
     */
    public static ServiceReport build(
            Stream<List<RecordedEvent>> conversations,
            ReportWindow window,
            ReportSettings settings,
            Optional<GroupBy> groupBy) {
        return new ServiceReportBuilder(facts(conversations, window, settings), window, settings).report(groupBy);
    }

    /**
     * The same report from what was kept of the conversations, without their events.
     *
     * @param sheets of the conversations that {@link #build} would be given, each up to the report's "now"
     */
    public static ServiceReport buildFrom(
            List<FactSheet> sheets, ReportWindow window, ReportSettings settings, Optional<GroupBy> groupBy) {
        return new ServiceReportBuilder(FactSheet.facts(sheets), window, settings).report(groupBy);
    }

    /**
     * How each counted conversation of the window ended, oldest first; for looking behind the figures.
     *
     * @param conversations as for {@link #build}
     */
    public static List<ConversationOutcome> listOutcomes(
            Stream<List<RecordedEvent>> conversations, ReportWindow window, ReportSettings settings) {
        return new ServiceReportBuilder(facts(conversations, window, settings), window, settings).outcomes(_ -> true);
    }

    /** The same list from what was kept of the conversations. */
    public static List<ConversationOutcome> listOutcomesFrom(
            List<FactSheet> sheets, ReportWindow window, ReportSettings settings) {
        return new ServiceReportBuilder(FactSheet.facts(sheets), window, settings).outcomes(_ -> true);
    }

    /**
     * The list of those of one group.
     *
     * @param key of the group, as the report names it
     */
    public static List<ConversationOutcome> listOutcomesFrom(
            List<FactSheet> sheets, ReportWindow window, ReportSettings settings, GroupBy by, String key) {
        return new ServiceReportBuilder(FactSheet.facts(sheets), window, settings)
                .outcomes(conversation ->
                        by.keys(conversation.facts(), settings.zone()).contains(key));
    }

    /** How each agent's conversations of the window went. */
    public static List<AgentFigures> listAgentsFrom(
            List<FactSheet> sheets, ReportWindow window, ReportSettings settings) {
        return AgentFigures.of(new ServiceReportBuilder(FactSheet.facts(sheets), window, settings).scope);
    }

    private static List<ConversationFacts> facts(
            Stream<List<RecordedEvent>> conversations, ReportWindow window, ReportSettings settings) {
        return conversations
                .flatMap(events -> Episodes.read(events, window.generatedAt(), settings.silence()).stream())
                .toList();
    }

    private List<ConversationOutcome> outcomes(Predicate<JudgedConversation> wanted) {
        return scope.conversations().stream()
                .filter(wanted)
                .map(ConversationOutcome::of)
                .sorted(Comparator.comparing(ConversationOutcome::startedAt)
                        .thenComparing(ConversationOutcome::conversationId))
                .toList();
    }

    private ServiceReport report(Optional<GroupBy> groupBy) {
        return new ServiceReport(
                window.from(),
                window.to(),
                window.generatedAt(),
                counts(),
                metrics(),
                Series.of(window, scope),
                groupBy.map(this::groups).orElse(List.of()));
    }

    private Counts counts() {
        return new Counts(
                Counting.CONVERSATIONS.over(scope),
                new Excluded(
                        excluded(Kind.TEST),
                        excluded(Kind.EMPTY),
                        excluded(Kind.GREETING_ONLY),
                        excluded(Kind.LEFT_OUT)),
                Counting.OPEN.over(scope),
                Counting.CUSTOMER_MESSAGES.over(scope),
                Counting.BOT_REPLIES.over(scope),
                Counting.HANDOFFS.over(scope),
                Counting.TRANSFERS.over(scope));
    }

    private int excluded(Kind kind) {
        return (int) inWindow.stream()
                .map(facts -> facts.kind(scope.settings()))
                .filter(isEqual(kind))
                .count();
    }

    private Metrics metrics() {
        return new Metrics(
                ResponseMetrics.BOT_FIRST_RESPONSE.over(scope),
                new HandoffSpans(
                        ResponseMetrics.REQUEST_TO_ACK.over(scope),
                        ResponseMetrics.ACK_TO_QUEUED.over(scope),
                        ResponseMetrics.QUEUED_TO_ACCEPTED.over(scope),
                        ResponseMetrics.ACCEPTED_TO_FIRST_REPLY.over(scope),
                        ResponseMetrics.HANDOFF_TOTAL.over(scope),
                        ResponseMetrics.ABANDONED.over(scope)),
                ResponseMetrics.HUMAN_FIRST_RESPONSE.over(scope),
                ResponseMetrics.TOTAL_FIRST_HELP.over(scope),
                ResolutionMetrics.CONTAINMENT.over(scope),
                ResolutionMetrics.BOT_RESOLUTION.over(scope),
                ResolutionMetrics.FIRST_CONTACT_RESOLUTION.over(scope),
                ResolutionMetrics.REOPEN.over(scope),
                ResolutionMetrics.REPEAT_CONTACT.over(scope),
                QueueMetrics.TRANSFERS_PER_CASE.over(scope),
                QueueMetrics.ABANDONMENT.over(scope),
                QueueMetrics.SERVICE_LEVEL.over(scope),
                QualityMetrics.CSAT.over(scope),
                QualityMetrics.NPS.over(scope),
                QualityMetrics.RATING_PARTICIPATION.over(scope),
                QualityMetrics.UNANSWERED.over(scope),
                QualityMetrics.FALSE_ANSWER.over(scope),
                DeskMetrics.WAIT_FORECAST_ERROR.over(scope),
                DeskMetrics.ASKED_AGAIN.over(scope),
                DeskMetrics.COMPLAINT_CLOSURE.over(scope),
                DeskMetrics.COMPLAINT_CLOSURE_HOURS.over(scope),
                UnderstandingMetrics.over(scope));
    }

    /** Largest group first, then by key. */
    private List<Group> groups(GroupBy by) {
        Map<String, List<JudgedConversation>> byKey = new TreeMap<>();
        for (JudgedConversation conversation : scope.conversations()) {
            for (String key : by.keys(conversation.facts(), scope.settings().zone())) {
                byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(conversation);
            }
        }
        return byKey.entrySet().stream()
                .map(entry -> group(entry.getKey(), scope.of(entry.getValue())))
                .sorted(Comparator.comparingInt(Group::conversations).reversed().thenComparing(Group::key))
                .toList();
    }

    private static Group group(String key, Scope members) {
        return new Group(
                key,
                Counting.CONVERSATIONS.over(members),
                ResolutionMetrics.FIRST_CONTACT_RESOLUTION.over(members),
                ResolutionMetrics.CONTAINMENT.over(members),
                ResponseMetrics.BOT_FIRST_RESPONSE.over(members),
                UnderstandingMetrics.ACCURACY.over(members),
                QualityMetrics.UNANSWERED.over(members),
                ResolutionMetrics.HANDOFF.over(members),
                ResponseMetrics.HUMAN_FIRST_RESPONSE.over(members));
    }
}
