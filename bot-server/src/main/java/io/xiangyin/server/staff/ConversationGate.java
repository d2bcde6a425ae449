package io.xiangyin.server.staff;

import io.xiangyin.channel.http.Problem;
import io.xiangyin.channel.web.ConversationTokens;
import io.xiangyin.channel.web.Gate;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.turn.Conversations;
import java.util.Optional;

/** Admits shoppers to their own conversation and staff to all of them. The one access function for conversations. */
public final class ConversationGate implements Gate {
    private final ConversationTokens tokens;
    private final StaffAccounts accounts;
    private final Conversations conversations;

    public ConversationGate(ConversationTokens tokens, StaffAccounts accounts, Conversations conversations) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.conversations = conversations;
    }

    @Override
    public Viewer admit(String bearer, ConversationId id) {
        Optional<ConversationId> own = tokens.open(bearer);
        if (own.isPresent()) {
            return known(own.get().equals(id), id, Viewer.SHOPPER);
        }
        Staff staff = accounts.bearer(bearer).orElseThrow(Problem::unauthorized);
        return known(staff.may(Permission.READ), id, Viewer.STAFF);
    }

    /** Looks the conversation up even if the answer is no, so that both cases take the same time. */
    private Viewer known(boolean admitted, ConversationId id, Viewer viewer) {
        boolean exists = conversations.load(id).started() != null;
        if (!admitted || !exists) {
            throw Problem.notFound();
        }
        return viewer;
    }
}
