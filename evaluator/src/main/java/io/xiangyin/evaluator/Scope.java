package io.xiangyin.evaluator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conversations a metric is computed over: a window, one hour of it, or one group. What is in them is laid out once, for
 * every metric walks over it.
 */
final class Scope {
    private final List<JudgedConversation> conversations;
    private final Instant now;
    private final ReportSettings settings;
    private final List<Contact> contacts = new ArrayList<>();
    private final List<Episode> episodes = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final List<Issue> decided = new ArrayList<>();

    Scope(List<JudgedConversation> conversations, Instant now, ReportSettings settings) {
        this.conversations = conversations;
        this.now = now;
        this.settings = settings;
        for (JudgedConversation conversation : conversations) {
            contacts.addAll(conversation.contacts());
        }
        for (Contact contact : contacts) {
            episodes.add(contact.episode());
            waits.addAll(contact.episode().waits());
            for (Issue issue : contact.issues()) {
                if (issue.decidedFirstContact()) {
                    decided.add(issue);
                }
            }
        }
    }

    List<JudgedConversation> conversations() {
        return conversations;
    }

    Terms terms() {
        return new Terms(now, settings);
    }

    Instant now() {
        return now;
    }

    ReportSettings settings() {
        return settings;
    }

    Scope of(List<JudgedConversation> some) {
        return new Scope(some, now, settings);
    }

    Stream<Contact> contacts() {
        return contacts.stream();
    }

    Stream<Episode> episodes() {
        return episodes.stream();
    }

    List<Wait> allWaits() {
        return waits;
    }

    Stream<Wait> waits() {
        return waits.stream();
    }

    /** What first contact resolution is measured over. */
    List<Issue> decidedFirstContacts() {
        return decided;
    }
}
