package io.xiangyin.evaluator;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The conversations a metric is computed over: a window, one hour of it, or one group. */
record Scope(List<JudgedConversation> conversations, Instant now, ReportSettings settings) {

    Scope of(List<JudgedConversation> some) {
        return new Scope(some, now, settings);
    }

    Stream<Contact> contacts() {
        return conversations.stream().flatMap(conversation -> conversation.contacts().stream());
    }

    Stream<Episode> episodes() {
        return contacts().map(Contact::episode);
    }

    Stream<Wait> waits() {
        return episodes().flatMap(episode -> episode.waits().stream());
    }

    /** What first contact resolution is measured over. */
    List<Issue> decidedFirstContacts() {
        return contacts()
                .flatMap(contact -> contact.issues().stream())
                .filter(Issue::decidedFirstContact)
                .toList();
    }
}
