package io.xiangyin.evaluator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds out which contacts belong to the same issue, and whether they stayed settled. Windows are measured from the end
 * of one contact to the start of the next and are open at their far end: a return after exactly seven days is new.
 */
final class Contacts {
    private static final Comparator<Touch> IN_TIME = Comparator.comparing((Touch touch) -> touch.episode.start())
            .thenComparing(touch -> touch.conversation.id().value())
            .thenComparing(touch -> touch.episode.end());

    private final Duration window;

    /** An episode beyond greetings, and what is found out about it. */
    private static final class Touch {
        private final ConversationFacts conversation;
        private final Episode episode;
        private final List<Issue> issues = new ArrayList<>(1);
        private boolean reopened;
        private boolean reopening;

        Touch(ConversationFacts conversation, Episode episode) {
            this.conversation = conversation;
            this.episode = episode;
        }

        Contact contact() {
            return new Contact(episode, reopened, issues);
        }
    }

    private Contacts(Duration window) {
        this.window = window;
    }

    /**
     * Judges the conversations that are asked for in the light of all of them, customer by customer.
     *
     * @param counted every conversation that counts, inside the report's window or not
     */
    static List<JudgedConversation> judge(
            Collection<ConversationFacts> counted, Predicate<ConversationFacts> asked, Duration window) {
        return byCustomer(counted).values().stream()
                .flatMap(theirs -> judgeCustomer(theirs, asked, window).stream())
                .toList();
    }

    /** In the order in which customers first come. */
    static Map<String, List<ConversationFacts>> byCustomer(Collection<ConversationFacts> all) {
        Map<String, List<ConversationFacts>> byCustomer = new LinkedHashMap<>();
        for (ConversationFacts facts : all) {
            byCustomer
                    .computeIfAbsent(facts.customer().externalId(), _ -> new ArrayList<>(1))
                    .add(facts);
        }
        return byCustomer;
    }

    /** @param counted every conversation of one customer that counts */
    static List<JudgedConversation> judgeCustomer(
            List<ConversationFacts> counted, Predicate<ConversationFacts> asked, Duration window) {
        return new Contacts(window).judge(counted, asked);
    }

    private List<JudgedConversation> judge(List<ConversationFacts> counted, Predicate<ConversationFacts> asked) {
        List<List<Touch>> touches = new ArrayList<>(counted.size());
        Map<String, List<Touch>> byKey = new HashMap<>();
        for (ConversationFacts conversation : counted) {
            List<Touch> theirs = beyondGreetings(conversation);
            lookForReopenings(theirs);
            touches.add(theirs);
            for (Touch touch : theirs) {
                for (String key : touch.episode.keys()) {
                    byKey.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(touch);
                }
            }
        }
        byKey.forEach(this::lookForRecontacts);
        List<JudgedConversation> judged = new ArrayList<>(counted.size());
        for (int i = 0; i < counted.size(); i++) {
            if (asked.test(counted.get(i))) {
                judged.add(new JudgedConversation(
                        counted.get(i),
                        touches.get(i).stream().map(Touch::contact).toList()));
            }
        }
        return judged;
    }

    private static List<Touch> beyondGreetings(ConversationFacts conversation) {
        List<Touch> touches = new ArrayList<>(conversation.episodes().size());
        for (Episode episode : conversation.episodes()) {
            if (!episode.greetingOnly()) {
                touches.add(new Touch(conversation, episode));
            }
        }
        return touches;
    }

    private void lookForReopenings(List<Touch> conversation) {
        for (int i = 1; i < conversation.size(); i++) {
            Touch earlier = conversation.get(i - 1);
            Touch later = conversation.get(i);
            if (reopens(later.episode, earlier.episode)) {
                earlier.reopened = true;
                later.reopening = true;
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

    private void lookForRecontacts(String key, List<Touch> touches) {
        touches.sort(IN_TIME);
        Instant lastEnd = Instant.MIN;
        for (int i = 0; i < touches.size(); i++) {
            Touch touch = touches.get(i);
            Episode episode = touch.episode;
            boolean first = !within(lastEnd, episode.start()) && !touch.reopening;
            boolean again = i + 1 < touches.size()
                    && within(episode.end(), touches.get(i + 1).episode.start());
            Verdict verdict = Verdict.of(episode, again, touch.reopened);
            touch.issues.add(new Issue(episode, key, first, again, verdict));
            lastEnd = episode.end().isAfter(lastEnd) ? episode.end() : lastEnd;
        }
    }

    private boolean within(Instant end, Instant start) {
        return start.isBefore(end.plus(window));
    }
}
