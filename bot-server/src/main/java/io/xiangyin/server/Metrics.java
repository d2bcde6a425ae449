package io.xiangyin.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.storage.EventCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What operators watch, in Prometheus' text format: events by type, memory, threads, processor. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Counter> events = new ConcurrentHashMap<>();

    Metrics(EventStore store) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        store.subscribe(stored -> stored.forEach(this::count));
    }

    private void count(RecordedEvent recorded) {
        events.computeIfAbsent(
                        EventCodec.type(recorded.event()),
                        type -> Counter.builder("xiangyin.events")
                                .description("Events stored since the start")
                                .tag("type", type)
                                .register(registry))
                .increment();
    }

    String scrape() {
        return registry.scrape();
    }
}
