package io.xiangyin.server.watch;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Posts an alert as JSON; with a secret it is signed, so that the receiver knows whose it is. */
final class WebhookDelivery implements Delivery {
    private static final int CONNECT_MS = 1_000;
    private static final int TIMEOUT_MS = 3_000;

    private final WebClient client;
    private final URI address;
    private final @Nullable String secret;
    private final AlertWords words;

    WebhookDelivery(Vertx vertx, URI address, @Nullable String secret, AlertWords words) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout(CONNECT_MS)
                        .setFollowRedirects(false)
                        .setUserAgent("xiangyin"));
        this.address = address;
        this.secret = secret;
        this.words = words;
    }

    @Override
    public void tell(Alert alert) throws Exception {
        Buffer body = words.json(alert).toBuffer();
        HttpRequest<Buffer> request =
                client.postAbs(address.toString()).timeout(TIMEOUT_MS).putHeader("Content-Type", "application/json");
        if (secret != null) {
            request.putHeader("X-Xiangyin-Signature", "sha256=" + sign(body.getBytes(), secret));
        }
        HttpResponse<Buffer> response = request.sendBuffer(body)
                .toCompletionStage()
                .toCompletableFuture()
                .get(TIMEOUT_MS + 500L, TimeUnit.MILLISECONDS);
        if (response.statusCode() >= 300) {
            throw new IOException("the webhook answered with status " + response.statusCode());
        }
    }

    private static String sign(byte[] body, String key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    @Override
    public void close() {
        client.close();
    }
}
