package io.xiangyin.evaluator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The conversations a metric is computed over: a window, one hour of it, or one group. */
record Scope(List<JudgedConversation> conversations, Instant now, ReportSettings settings) {

    Terms terms() {
        return new Terms(now, settings);
    }

    Scope of(List<JudgedConversation> some) {
        return new Scope(some, now, settings);
    }

    /** What first contact resolution is measured over. */
    List<Issue> decidedFirstContacts() {
        List<Issue> decided = new ArrayList<>();
        conversations.forEach(conversation -> conversation.eachDecidedFirstContact(decided::add));
        return decided;
    }
}
