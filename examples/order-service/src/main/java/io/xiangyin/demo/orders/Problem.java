package io.xiangyin.demo.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Why a request was refused, as RFC 9457 wants it told.
 *
 * @param detail a plain English sentence for the caller; the Chinese one for the customer belongs to the code
 */
record Problem(Code code, String detail) implements Serializable {

    /** Every reason for a refusal, with its HTTP status. */
    enum Code {
        MALFORMED_JSON(400),
        INVALID_FIELD(400),
        CUSTOMER_REQUIRED(400),
        CUSTOMER_AMBIGUOUS(400),
        IDEMPOTENCY_KEY_INVALID(400),
        BAD_REQUEST(400),
        CONFIRMATION_REQUIRED(403),
        APPROVAL_REQUIRED(403),
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        NOT_CANCELLABLE(409),
        ADDRESS_LOCKED(409),
        NOT_SIGNED(409),
        RETURN_OPEN(409),
        EXCHANGE_OPEN(409),
        REPAIR_OPEN(409),
        NO_REASON_EXCLUDED(409),
        NO_REASON_EXPIRED(409),
        NOT_REPAIRABLE(409),
        ORDER_CLOSED(409),
        INVOICE_EXISTS(409),
        NOT_URGEABLE(409),
        PRICE_PROTECTION_EXPIRED(409),
        PRICE_NOT_LOWER(409),
        PRICE_PROTECTION_USED(409),
        BODY_TOO_LARGE(413),
        UNSUPPORTED_MEDIA_TYPE(415),
        IDEMPOTENCY_KEY_REUSED(422),
        INTERNAL_ERROR(500),
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }

        /** The code as JSON shows it, for example no-reason-expired. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What the bot may say to the customer. */
        String message() {
            return Texts.get("problem." + word());
        }
    }

    /** The code of an HTTP status the web layer raised by itself. */
    static Code codeOf(int status) {
        return switch (status) {
            case 404 -> Code.NOT_FOUND;
            case 405 -> Code.METHOD_NOT_ALLOWED;
            case 413 -> Code.BODY_TOO_LARGE;
            default -> status < 500 ? Code.BAD_REQUEST : Code.INTERNAL_ERROR;
        };
    }

    @JsonValue
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "urn:xiangyin:demo-orders:" + code.word());
        fields.put("title", HttpResponseStatus.valueOf(code.status()).reasonPhrase());
        fields.put("status", code.status());
        fields.put("detail", detail);
        fields.put("code", code.word());
        fields.put("message", code.message());
        return fields;
    }
}
