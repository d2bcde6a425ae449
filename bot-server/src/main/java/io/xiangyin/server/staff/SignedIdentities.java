package io.xiangyin.server.staff;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.channel.web.Identities;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Believes the shop's signature and nobody's word. An identity token is {@code base64url(json).base64url(HMAC-SHA-256)}
 * over {@code {"externalId","name"?,"attributes"?,"exp"}} with {@code exp} in epoch seconds. Without one the shopper is a
 * visitor with a name of our own making.
 */
public final class SignedIdentities implements Identities {
    private final byte @Nullable [] secret;
    private final InstantSource clock;

    /** @param secret the key shared with the shop ({@code XIANGYIN_IDENTITY_SECRET}); null accepts no tokens */
    public SignedIdentities(@Nullable String secret, InstantSource clock) {
        this.secret = secret == null || secret.isBlank() ? null : secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    @Override
    public Customer identify(JsonObject claim) {
        String token = claim.getString("identityToken");
        if (token == null) {
            return new Customer("visitor-" + ConversationId.random(), claim.getString("name"), texts(claim), false);
        }
        JsonObject proven = prove(token);
        return new Customer(proven.getString("externalId"), proven.getString("name"), texts(proven), true);
    }

    private static Map<String, String> texts(JsonObject from) {
        Map<String, String> attributes = new HashMap<>();
        from.getJsonObject("attributes", new JsonObject()).forEach(entry -> {
            if (entry.getValue() instanceof String text && text.length() <= 200 && attributes.size() < 20) {
                attributes.put(entry.getKey(), text);
            }
        });
        return attributes;
    }

    private JsonObject prove(String token) {
        int dot = token.indexOf('.');
        if (secret == null
                || dot < 0
                || !MessageDigest.isEqual(sign(token.substring(0, dot)), decode(token.substring(dot + 1)))) {
            throw invalid();
        }
        try {
            JsonObject proven = new JsonObject(new String(decode(token.substring(0, dot)), StandardCharsets.UTF_8));
            boolean fresh = proven.getValue("exp") instanceof Number exp
                    && exp.longValue() > clock.instant().getEpochSecond();
            if (fresh && proven.getValue("externalId") instanceof String id && !id.isBlank()) {
                return proven;
            }
        } catch (DecodeException | ClassCastException malformed) {
            // answered below like every other bad token
        }
        throw invalid();
    }

    private static Problem invalid() {
        return new Problem(
                401, "invalid-identity-token", "The identity token is not valid or has expired. Sign a new one.");
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret == null ? new byte[1] : secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }
}
