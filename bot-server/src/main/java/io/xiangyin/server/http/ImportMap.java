package io.xiangyin.server.http;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Where the browser finds the modules that pages import by bare name: in WebJars, served under {@code /lib/}. */
final class ImportMap {
    private static final String LIT = "/lib/lit/3.3.1/";
    private static final String LIT_HTML = "/lib/lit-html/3.3.2/";
    private static final String LIT_ELEMENT = "/lib/lit-element/4.2.2/";
    private static final String REACTIVE = "/lib/lit__reactive-element/2.1.2/";

    /** The content of the {@code <script type="importmap">} element. */
    static final String JSON = new JsonObject()
            .put(
                    "imports",
                    new JsonObject()
                            .put("lit", LIT + "index.js")
                            .put("lit/", LIT)
                            .put("lit-html", LIT_HTML + "lit-html.js")
                            .put("lit-html/", LIT_HTML)
                            .put("lit-element/lit-element.js", LIT_ELEMENT + "lit-element.js")
                            .put("lit-element", LIT_ELEMENT + "index.js")
                            .put("@lit/reactive-element", REACTIVE + "reactive-element.js")
                            .put("@lit/reactive-element/", REACTIVE)
                            .put("chart.js", "/lib/chart.js/4.4.9/dist/chart.js")
                            .put("@kurkle/color", "/lib/kurkle__color/0.3.4/dist/color.esm.js"))
            .encode();

    /** The source expression that allows exactly this script in a content security policy. */
    static final String CSP_HASH = "'sha256-" + hash() + "'";

    private ImportMap() {}

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(JSON.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
