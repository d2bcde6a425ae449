package io.xiangyin.evaluator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out which contacts belong to the same issue, and whether they stayed settled. Windows are measured from the end
 * of one contact to the start of the next and are open at their far end: a return after exactly seven days is new.
 */
final class Contacts {
    private static final Comparator<Touch> IN_TIME = Comparator.comparing(
                    (Touch touch) -> touch.episode().start())
            .thenComparing(touch -> touch.conversation().id().value())
            .thenComparing(touch -> touch.episode().end());

    private final Duration window;
    private final IdentityHashMap<Episode, List<Issue>> issues = new IdentityHashMap<>();
    private final Set<Episode> reopened = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Episode> reopening = Collections.newSetFromMap(new IdentityHashMap<>());

    private record IssueId(String customer, String key) {}

    /** An episode as one of its issues sees it. */
    private record Touch(ConversationFacts conversation, Episode episode) {}

    private Contacts(Duration window) {
        this.window = window;
    }

    /**
     * Judges the conversations that are asked for in the light of all of them.
     *
     * @param counted every conversation that counts, inside the report's window or not
     */
    static List<JudgedConversation> judge(
            List<ConversationFacts> counted, Predicate<ConversationFacts> asked, Duration window) {
        Contacts contacts = new Contacts(window);
        counted.forEach(contacts::lookForReopenings);
        contacts.byIssue(counted).forEach(contacts::lookForRecontacts);
        return counted.stream().filter(asked).map(contacts::judged).toList();
    }

    private static List<Episode> beyondGreetings(ConversationFacts conversation) {
        return conversation.episodes().stream()
                .filter(episode -> !episode.greetingOnly())
                .toList();
    }

    private void lookForReopenings(ConversationFacts conversation) {
        List<Episode> episodes = beyondGreetings(conversation);
        for (int i = 1; i < episodes.size(); i++) {
            if (reopens(episodes.get(i), episodes.get(i - 1))) {
                reopened.add(episodes.get(i - 1));
                reopening.add(episodes.get(i));
            }
        }
    }

    /** Two episodes that name orders and share none are about different matters; anything less clear is the same. */
    private boolean reopens(Episode later, Episode earlier) {
        boolean differs = !later.orders().isEmpty()
                && !earlier.orders().isEmpty()
                && Collections.disjoint(later.orders(), earlier.orders());
        return earlier.resolution().isPresent() && within(earlier.end(), later.start()) && !differs;
    }

    private Map<IssueId, List<Touch>> byIssue(List<ConversationFacts> counted) {
        Map<IssueId, List<Touch>> touches = new HashMap<>();
        for (ConversationFacts conversation : counted) {
            String customer = conversation.customer().externalId();
            for (Episode episode : beyondGreetings(conversation)) {
                for (String key : episode.keys()) {
                    touches.computeIfAbsent(new IssueId(customer, key), _ -> new ArrayList<>())
                            .add(new Touch(conversation, episode));
                }
            }
        }
        return touches;
    }

    private void lookForRecontacts(IssueId id, List<Touch> touches) {
        touches.sort(IN_TIME);
        Instant lastEnd = Instant.MIN;
        for (int i = 0; i < touches.size(); i++) {
            Episode episode = touches.get(i).episode();
            boolean first = !within(lastEnd, episode.start()) && !reopening.contains(episode);
            boolean again = i + 1 < touches.size()
                    && within(episode.end(), touches.get(i + 1).episode().start());
            Verdict verdict = Verdict.of(episode, again, reopened.contains(episode));
            issues.computeIfAbsent(episode, _ -> new ArrayList<>())
                    .add(new Issue(episode, id.key(), first, again, verdict));
            lastEnd = episode.end().isAfter(lastEnd) ? episode.end() : lastEnd;
        }
    }

    private boolean within(Instant end, Instant start) {
        return start.isBefore(end.plus(window));
    }

    private JudgedConversation judged(ConversationFacts conversation) {
        List<Contact> contacts = beyondGreetings(conversation).stream()
                .map(episode ->
                        new Contact(episode, reopened.contains(episode), issues.getOrDefault(episode, List.of())))
                .toList();
        return new JudgedConversation(conversation, contacts);
    }
}
