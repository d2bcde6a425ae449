package io.xiangyin.evaluator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one agent's conversations went, with how many and how hard they were beside it, for who takes the hard ones is not to
 * look worse for it. A conversation of several agents stands under each of them.
 *
 * @param agent id
 * @param conversations how many they joined
 * @param solved issues of theirs settled at the first contact
 * @param expected the share that all agents together settle of a like mix of matters; below the average: a hard mix. Null
 *     without decided issues
 * @param difference solved − expected, in shares; null likewise
 * @param csat satisfied of those who rated
 * @param transferred conversations that went from agent to agent
 * @param firstReply from taking it to their first words, seconds; of waits in conversations with this agent alone
 */
public record AgentFigures(
        String agent,
        int conversations,
        Rate solved,
        @Nullable Double expected,
        @Nullable Double difference,
        Rate csat,
        Rate transferred,
        Distribution firstReply) {

    /** The figures of all agents of a scope, most conversations first. */
    static List<AgentFigures> of(Scope scope) {
        List<JudgedConversation> helped = scope.conversations().stream()
                .filter(conversation -> !conversation.facts().agents().isEmpty())
                .toList();
        Map<String, Double> usual = solvedBySubject(scope.of(helped).decidedFirstContacts());
        Map<String, List<JudgedConversation>> byAgent = new TreeMap<>();
        for (JudgedConversation conversation : helped) {
            conversation
                    .facts()
                    .agents()
                    .forEach(agent -> byAgent.computeIfAbsent(agent, _ -> new ArrayList<>())
                            .add(conversation));
        }
        return byAgent.entrySet().stream()
                .map(entry -> of(entry.getKey(), scope.of(entry.getValue()), usual))
                .sorted(Comparator.comparingInt(AgentFigures::conversations)
                        .reversed()
                        .thenComparing(AgentFigures::agent))
                .toList();
    }

    private static Map<String, Double> solvedBySubject(List<Issue> decided) {
        return decided.stream()
                .collect(Collectors.groupingBy(
                        issue -> issue.episode().subject(),
                        Collectors.averagingDouble(issue -> issue.solvedByService() ? 1 : 0)));
    }

    private static AgentFigures of(String agent, Scope theirs, Map<String, Double> usual) {
        List<Issue> issues = theirs.decidedFirstContacts();
        Rate solved = Rate.of(issues, Issue::solvedByService);
        Optional<Double> expected = issues.isEmpty()
                ? Optional.empty()
                : Optional.of(issues.stream()
                        .mapToDouble(issue -> usual.getOrDefault(issue.episode().subject(), 0.0))
                        .average()
                        .orElseThrow());
        Double value = solved.value();
        return new AgentFigures(
                agent,
                theirs.conversations().size(),
                solved,
                expected.orElse(null),
                value == null ? null : value - expected.orElse(value),
                QualityMetrics.CSAT.over(theirs),
                Rate.of(theirs.conversations(), AgentFigures::wentOn),
                Distribution.inSeconds(Spans.of(firstReplies(theirs))));
    }

    private static boolean wentOn(JudgedConversation conversation) {
        return conversation.contacts().stream()
                .anyMatch(contact -> contact.episode().transfers() > 0);
    }

    private static Stream<Duration> firstReplies(Scope theirs) {
        return theirs.conversations().stream()
                .filter(conversation -> conversation.facts().agents().size() == 1)
                .flatMap(conversation -> conversation.contacts().stream())
                .flatMap(contact -> contact.episode().waits().stream())
                .flatMap(wait -> wait.acceptedToFirstReply().stream());
    }
}
