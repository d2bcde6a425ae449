package io.xiangyin.evaluator;

import java.util.List;
import java.util.function.Consumer;

/** A conversation that counts, with its contacts judged against everything else its customer did. */
record JudgedConversation(ConversationFacts facts, List<Contact> contacts) {
    boolean open() {
        return contacts.stream().anyMatch(contact -> contact.episode().open());
    }

    boolean handedOff() {
        for (Contact contact : contacts) { // asked of every conversation by several metrics, where a stream costs most
            if (contact.episode().handedOff()) {
                return true;
            }
        }
        return false;
    }

    /** Those beyond greetings. */
    void eachEpisode(Consumer<Episode> reader) {
        for (Contact contact : contacts) {
            reader.accept(contact.episode());
        }
    }

    void eachWait(Consumer<Wait> reader) {
        for (Contact contact : contacts) {
            contact.episode().waits().forEach(reader);
        }
    }

    /** What first contact resolution is measured over. */
    void eachDecidedFirstContact(Consumer<Issue> reader) {
        for (Contact contact : contacts) {
            for (Issue issue : contact.issues()) {
                if (issue.decidedFirstContact()) {
                    reader.accept(issue);
                }
            }
        }
    }
}
