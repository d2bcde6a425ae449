package io.xiangyin.server.outbound;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.turn.Conversations;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the shop is told to the shopper it concerns before they ask, in their latest conversation: once for each
 * event, not in quiet hours (what comes then is kept until they are over), and not to those who do not want it ({@code notify: off} among the customer's attributes).
 */
public final class ShopNews {
    private static final String OFF = "off";

    private final EventStore store;
    private final Conversations conversations;
    private final Function<String, List<ConversationId>> conversationsOf;
    private final Phrases phrases;
    private final QuietHours quiet;
    private final HeldNews held;
    private final InstantSource clock;
    private final @Nullable String secret;

    /**
     * @param conversationsOf a customer's conversations, the latest first
     * @param secret shared with the shop's system; null accepts nothing
     */
    public ShopNews(
            EventStore store,
            Conversations conversations,
            Function<String, List<ConversationId>> conversationsOf,
            Phrases phrases,
            QuietHours quiet,
            HeldNews held,
            InstantSource clock,
            @Nullable String secret) {
        this.store = store;
        this.conversations = conversations;
        this.conversationsOf = conversationsOf;
        this.phrases = phrases;
        this.quiet = quiet;
        this.held = held;
        this.clock = clock;
        this.secret = secret == null || secret.isBlank() ? null : secret;
    }

    /** Adds the webhook to the API. */
    public void register(Api api) {
        api.add(
                Operation.post(
                        "/webhooks/orders",
                        "receiveOrderEvent",
                        Operation.Access.ANYONE,
                        "Tells the shopper what happened to an order. The body is signed: X-Signature: sha256=HEX of its"
                                + " HMAC-SHA256 with XIANGYIN_WEBHOOK_SECRET.",
                        202),
                this::receive);
    }

    private Api.Answer receive(Call call) {
        String text = Optional.ofNullable(call.context().body().asString()).orElse("");
        if (secret == null
                || !proven(text, Optional.ofNullable(call.header("X-Signature")).orElse(""), secret)) {
            throw new Problem(
                    401,
                    "invalid-signature",
                    "The signature does not fit the body. Sign it with the secret in XIANGYIN_WEBHOOK_SECRET.");
        }
        News news = News.read(text);
        if (quiet.at(clock.instant())) {
            held.keep(news.eventId(), news.customer(), text);
            return answer("held");
        }
        return answer(tell(news));
    }

    /** Tells what was held back, once the quiet hours are over; to be called every few seconds. */
    public void tellHeld() {
        if (quiet.at(clock.instant())) {
            return;
        }
        for (String body : held.list()) {
            News news = News.read(body);
            tell(news);
            held.remove(news.eventId());
        }
    }

    private static Api.Answer answer(String status) {
        return new Api.Answer(202, new JsonObject().put("status", status));
    }

    /** Tells the news in the customer's latest conversation, unless that was done or is not wanted. */
    private synchronized String tell(News news) {
        List<ConversationId> all = conversationsOf.apply(news.customer());
        if (all.isEmpty()) {
            return "no-conversation";
        }
        Conversation latest = conversations.load(all.getFirst());
        if (OFF.equals(latest.customer().attributes().get("notify"))) {
            return "not-wanted";
        }
        if (all.stream().anyMatch(id -> told(id, news.eventId()))) {
            return "told-before";
        }
        String key = "news." + news.type();
        if (!phrases.byKey().containsKey(key)) {
            return "nothing-to-say";
        }
        String[] parts = news.parts().entrySet().stream()
                .flatMap(part -> List.of(part.getKey(), part.getValue()).stream())
                .toArray(String[]::new);
        BotReplied reply = new BotReplied(Reply.text(phrases.get(key, parts)), news.eventId());
        store.append(latest.id(), EventStore.ANY_VERSION, List.of(reply));
        return "told";
    }

    private boolean told(ConversationId id, String eventId) {
        return store.load(id, 0).stream()
                .anyMatch(recorded -> recorded.event() instanceof BotReplied said && eventId.equals(said.cause()));
    }

    private static boolean proven(String body, String signature, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * Something that happened.
     *
     * @param parts what its sentence names
     */
    private record News(String eventId, String type, String customer, Map<String, String> parts) {
        static News read(String text) {
            try {
                JsonObject body = new JsonObject(text);
                JsonObject order = body.getJsonObject("order", new JsonObject());
                return new News(
                        required(body, "eventId"),
                        required(body, "type"),
                        required(body, "customer"),
                        Map.of(
                                "item", text(order, "item"),
                                "amount", text(order, "amount"),
                                "drop", text(order, "priceDrop"),
                                "text", text(body, "text")));
            } catch (DecodeException | ClassCastException malformed) {
                throw Problem.badRequest("malformed-json", "The body is not an event of an order as JSON.");
            }
        }

        private static String text(JsonObject from, String field) {
            Object value = from.getValue(field);
            return value == null ? "" : value.toString();
        }

        private static String required(JsonObject body, String field) {
            String value = body.getString(field);
            if (value == null || value.isBlank()) {
                throw Problem.badRequest("missing-field", "The field '" + field + "' is missing.");
            }
            return value;
        }
    }
}
