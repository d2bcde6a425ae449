package io.xiangyin.channel.web;

import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.ConversationId;

/** The one place that decides who may open a conversation. */
@FunctionalInterface
public interface Gate {
    /**
     * Admits the bearer of a token to a conversation.
     *
     * @param bearer the token as sent; may be empty
     * @throws Problem 401 without a valid token; 404 alike for an unknown conversation and for one of somebody else
     */
    Viewer admit(String bearer, ConversationId id);

    /**
     * The conversation a call names in its path.
     *
     * @throws Problem 404 if it cannot be one
     */
    static ConversationId named(Call call) {
        String id = call.path("id");
        if (!ConversationId.isValid(id)) {
            throw Problem.notFound();
        }
        return new ConversationId(id);
    }

    /** Who looks at a conversation. */
    enum Viewer {
        SHOPPER,
        STAFF
    }
}
