package io.xiangyin.demo.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing done to an order: a return, an urge, an invoice …
 *
 * @param amount the money it moves; null when it moves none
 * @param dueAt when the shop has promised to act (see {@link Kind#dueKey}); null without a promise
 * @param details the kind's own fields, texts and booleans only
 */
record ServiceRecord(
        String id,
        Kind kind,
        String orderNo,
        String status,
        @Nullable Money amount,
        @Nullable Instant dueAt,
        Instant createdAt,
        Map<String, @Nullable Object> details) {

    /** The record as JSON shows it: one flat object. */
    @JsonValue
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put(kind.numberKey(), id);
        fields.put("orderNo", orderNo);
        fields.put("status", status);
        if (amount != null) {
            fields.put("amount", amount);
        }
        fields.putAll(details);
        String dueKey = kind.dueKey();
        if (dueKey != null) {
            fields.put(dueKey, dueAt);
        }
        fields.put("createdAt", createdAt);
        return fields;
    }
}
