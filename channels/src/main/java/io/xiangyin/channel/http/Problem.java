package io.xiangyin.channel.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * A request that cannot be served as it is: RFC 9457 problem details.
 *
 * <p>Thrown by handlers; carries no stack trace, because it is an answer and not a failure of the program.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final long retryAfterSeconds;

    /**
     * @param status HTTP status
     * @param code machine-readable, in kebab case
     * @param detail what was expected, what was found, what to do
     */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, Duration.ZERO);
    }

    private Problem(int status, String code, String detail, Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfterSeconds = retryAfter.plusMillis(999).toSeconds();
    }

    /** The caller does too much: 429, with the time after which it may try again. */
    public static Problem tooMany(String code, String detail, Duration retryAfter) {
        return new Problem(429, code, detail, retryAfter);
    }

    public static Problem badRequest(String code, String detail) {
        return new Problem(400, code, detail);
    }

    /** The same words for what does not exist and for what is not the caller's, so that neither can be told apart. */
    public static Problem notFound() {
        return new Problem(404, "not-found", "There is nothing here under this name, or it is not yours to see.");
    }

    public static Problem unauthorized() {
        return new Problem(401, "unauthorized", "Send a valid token in the header 'Authorization: Bearer TOKEN'.");
    }

    public static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", detail);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** After how many seconds the same request may be served; 0 if waiting does not help. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", code)
                .put("status", status)
                .put("code", code)
                .put("detail", getMessage());
    }
}
