package io.xiangyin.evaluator;

import java.util.List;

/** A conversation that counts, with its contacts judged against everything else its customer did. */
record JudgedConversation(ConversationFacts facts, List<Contact> contacts) {
    boolean open() {
        return contacts.stream().anyMatch(contact -> contact.episode().open());
    }

    boolean handedOff() {
        return contacts.stream().anyMatch(contact -> contact.episode().handedOff());
    }
}
