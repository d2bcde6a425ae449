package io.xiangyin.evaluator;

import io.xiangyin.core.RecordedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Computes the service report from event logs: events to {@link Episodes}, episodes to {@link Contacts}, contacts to
 * figures. A pure function; the same logs and the same window give the same report on any day.
 *
 * <p>Each conversation is folded as it comes and its events are let go, so that a stream over a large store needs room
 * for facts only. The work grows with the number of events, plus sorting contacts of the same issue.
 */
public final class ServiceReportBuilder {
    private ServiceReportBuilder() {}

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
        return report(facts(conversations, window, settings), window, settings, groupBy);
    }

    /**
     * The same report from what was kept of the conversations, without their events.
     *
     * @param sheets of the conversations that {@link #build} would be given, each up to the report's "now"
     */
    public static ServiceReport buildFrom(
            List<FactSheet> sheets, ReportWindow window, ReportSettings settings, Optional<GroupBy> groupBy) {
        return report(FactSheet.facts(sheets), window, settings, groupBy);
    }

    private static ServiceReport report(
            List<ConversationFacts> facts, ReportWindow window, ReportSettings settings, Optional<GroupBy> groupBy) {
        Cut cut = Cut.of(window.from(), window.to(), settings.zone());
        Slicer slicer = new Slicer(
                window.from(), window.to(), cut, settings, groupBy.map(Set::of).orElse(Set.of()));
        slicer.addFacts(facts);
        return Slices.report(slicer.slices(), window, settings, groupBy);
    }

    /**
     * How each counted conversation of the window ended, oldest first; for looking behind the figures.
     *
     * @param conversations as for {@link #build}
     */
    public static List<ConversationOutcome> listOutcomes(
            Stream<List<RecordedEvent>> conversations, ReportWindow window, ReportSettings settings) {
        OutcomeList list = new OutcomeList(window, settings, OutcomeList.Wanted.ALL);
        list.addFacts(facts(conversations, window, settings));
        return list.list();
    }

    private static List<ConversationFacts> facts(
            Stream<List<RecordedEvent>> conversations, ReportWindow window, ReportSettings settings) {
        return conversations
                .flatMap(events -> Episodes.read(events, window.generatedAt(), settings.silence()).stream())
                .toList();
    }
}
