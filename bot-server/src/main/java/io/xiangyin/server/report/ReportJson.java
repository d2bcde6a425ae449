package io.xiangyin.server.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.xiangyin.evaluator.Interval;
import io.xiangyin.evaluator.Rate;
import org.jspecify.annotations.Nullable;

/** Report records as JSON: component names are field names, times in RFC 3339 UTC, an unknown value is null. */
public final class ReportJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addMixIn(Rate.class, WithInterval.class)
            .build();

    /** Every share is written with its interval; where there is none the field is absent. */
    private interface WithInterval {
        @JsonProperty("interval")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Interval interval();
    }

    private ReportJson() {}

    /** Any report record as JSON text. */
    public static String write(Object report) {
        try {
            return MAPPER.writeValueAsString(report);
        } catch (JsonProcessingException unencodable) {
            throw new IllegalStateException("A report cannot be written as JSON", unencodable);
        }
    }
}
