package io.xiangyin.server.staff;

import io.xiangyin.server.staff.Staff.Role;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One thing that staff may be allowed. What an operation asks for stands where it is served, and nowhere else. */
public enum Permission {
    /** Change one's own password and say whether a turn was understood; everybody who signs in. */
    SIGN_IN,
    /** Read conversations, tickets, customers and articles. */
    READ,
    /** Take conversations from the queue, write to shoppers, act for them within the limit. */
    HELP,
    /** Look on, leave word, take over, file others' conversations, hear alarms. */
    SUPERVISE,
    /** Approve money above what an agent moves alone. */
    APPROVE,
    /** Reports, alerts, review of turns, scorecards. */
    REPORTS,
    /** Enter into scorecards and close periods. */
    SCORE,
    /** Write articles. */
    WRITE_KNOWLEDGE,
    /** Export everything stored about a customer. */
    EXPORT,
    /** Erase everything personal about a customer. */
    ERASE,
    /** Look at what the language model costs and did. */
    MODEL_FIGURES,
    /** Try the language model. */
    MODEL,
    /** Accounts, groups, roles and the audit trail. */
    ACCOUNTS;

    private static final Map<Role, Set<Permission>> USUAL = Map.of(
            Role.AGENT, EnumSet.of(SIGN_IN, READ, HELP),
            Role.SUPERVISOR, EnumSet.of(SIGN_IN, READ, HELP, SUPERVISE, APPROVE, REPORTS, EXPORT),
            Role.MANAGER, EnumSet.of(SIGN_IN, READ, REPORTS, SCORE, WRITE_KNOWLEDGE, EXPORT, ERASE, MODEL_FIGURES),
            Role.ADMIN, EnumSet.allOf(Permission.class));

    /** What a role allows unless the administrator says otherwise. */
    static Set<Permission> usual(Role role) {
        return Set.copyOf(USUAL.getOrDefault(role, Set.of(SIGN_IN)));
    }

    /** Its word in the API and on pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
