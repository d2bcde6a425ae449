package io.xiangyin.server.llm;

import io.micrometer.core.instrument.MeterRegistry;
import io.xiangyin.core.ModelCall;
import java.time.Duration;

/** What operators see of language models: calls by outcome, tokens, money, and how long they took. */
final class ModelMeters {
    private final MeterRegistry registry;

    ModelMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(ModelCall call) {
        registry.counter("xiangyin.llm.calls", "purpose", call.purpose(), "outcome", call.outcome())
                .increment();
        registry.counter("xiangyin.llm.tokens", "direction", "input").increment(call.inputTokens());
        registry.counter("xiangyin.llm.tokens", "direction", "output").increment(call.outputTokens());
        registry.counter("xiangyin.llm.yuan", "purpose", call.purpose()).increment(call.microYuan() / 1e6);
        registry.timer("xiangyin.llm.time", "purpose", call.purpose()).record(Duration.ofMillis(call.millis()));
    }
}
