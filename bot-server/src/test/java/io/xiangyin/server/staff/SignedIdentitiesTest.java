package io.xiangyin.server.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.Customer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignedIdentitiesTest {
    private static final String SECRET = "the shop's own secret";

    private Instant now = Instant.parse("2026-11-23T02:00:00Z");
    private final SignedIdentities identities = new SignedIdentities(SECRET, () -> now);

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String signed(JsonObject claim, String secret) {
        String text = base64(claim.encode().getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private JsonObject proof() {
        return new JsonObject()
                .put("externalId", "c-77")
                .put("exp", now.plusSeconds(300).getEpochSecond());
    }

    private Customer identify(String token) {
        return identities.identify(new JsonObject().put("externalId", "c-77").put("identityToken", token));
    }

    private void expectRefused(String token) {
        assertThat(catchThrowableOfType(Problem.class, () -> identify(token)).status())
                .as(token)
                .isEqualTo(401);
    }

    @Test
    void the_shops_word_makes_a_shopper_its_customer() {
        Customer customer = identify(signed(proof(), SECRET));
        assertThat(customer.externalId()).isEqualTo("c-77");
        assertThat(customer.verified()).isTrue();
    }

    @Test
    void case_10_a_proof_replayed_after_its_time_is_refused() {
        String token = signed(proof(), SECRET);
        now = now.plusSeconds(299);
        assertThat(identify(token).verified()).isTrue();
        now = now.plusSeconds(1);
        expectRefused(token);
    }

    @Test
    void case_11_nothing_but_our_own_signature_over_a_whole_claim_is_believed() {
        String good = signed(proof(), SECRET);
        JsonObject other = proof().put("externalId", "c-78");
        String unsigned = base64("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(proof().encode().getBytes(StandardCharsets.UTF_8)) + ".";
        JsonObject endless = proof();
        endless.remove("exp");
        List.of(
                        "",
                        ".",
                        "null",
                        unsigned,
                        signed(proof(), "another secret"),
                        base64(other.encode().getBytes(StandardCharsets.UTF_8)) + good.substring(good.indexOf('.')),
                        signed(endless, SECRET),
                        signed(proof().put("exp", "tomorrow"), SECRET),
                        signed(proof().put("externalId", ""), SECRET))
                .forEach(this::expectRefused);
    }

    @Test
    void without_a_proof_the_claimed_id_is_nobodys() {
        Customer customer = identities.identify(new JsonObject().put("externalId", "c-77"));
        assertThat(customer.externalId()).startsWith("visitor-");
        assertThat(customer.verified()).isFalse();
    }
}
