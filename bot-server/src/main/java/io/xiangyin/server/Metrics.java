package io.xiangyin.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.ServiceReport.DialectAlert;
import io.xiangyin.evaluator.ServiceReport.UnderstandingQuality;
import io.xiangyin.evaluator.UnderstandingMetrics;
import io.xiangyin.server.storage.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What operators watch, in Prometheus' text format: events by type, memory, threads, processor. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Counter> events = new ConcurrentHashMap<>();
    private final MultiGauge accuracy = MultiGauge.builder("xiangyin.understanding.accuracy")
            .description("Share of the turns judged by staff in the last 30 days that the bot had understood")
            .register(registry);
    private final MultiGauge alert = MultiGauge.builder("xiangyin.understanding.alert")
            .description("1 where a dialect is understood too badly, see metrics.understanding.alerts of the report")
            .register(registry);
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private volatile Supplier<UnderstandingQuality> quality = () -> UnderstandingMetrics.of(List.of());

    Metrics(EventStore store) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        store.subscribe(stored -> stored.forEach(this::count));
    }

    /** Shows whether the bot still goes by words alone, because the vectors of its texts are not computed yet. */
    void watchLearning(BooleanSupplier learning) {
        Gauge.builder("xiangyin.learning", () -> learning.getAsBoolean() ? 1 : 0)
                .description("1 while search and intents go by words alone because vectors are still being computed")
                .register(registry);
    }

    /**
     * Shows how well each dialect is understood, and whether that raises an alert. Looked up anew after a judgement.
     *
     * @param labelled the turns that people judged
     */
    void watch(Supplier<UnderstandingQuality> labelled) {
        quality = labelled;
    }

    private void refresh() {
        if (!stale.compareAndSet(true, false)) {
            return;
        }
        UnderstandingQuality now = quality.get();
        List<MultiGauge.Row<?>> rates = new ArrayList<>();
        List<MultiGauge.Row<?>> alerts = new ArrayList<>();
        Set<String> alerted = now.alerts().stream().map(DialectAlert::dialect).collect(Collectors.toSet());
        now.accuracyByDialect().forEach((dialect, rate) -> {
            Tags tags = Tags.of("dialect", dialect);
            rates.add(MultiGauge.Row.of(tags, rate.value() == null ? Double.NaN : rate.value()));
            alerts.add(MultiGauge.Row.of(tags, alerted.contains(dialect) ? 1 : 0));
        });
        accuracy.register(rates, true);
        alert.register(alerts, true);
    }

    private void count(RecordedEvent recorded) {
        if (recorded.event() instanceof TurnLabelled) {
            stale.set(true);
        }
        events.computeIfAbsent(
                        EventCodec.type(recorded.event()),
                        type -> Counter.builder("xiangyin.events")
                                .description("Events stored since the start")
                                .tag("type", type)
                                .register(registry))
                .increment();
    }

    /** Where other rooms count what they do. */
    MeterRegistry registry() {
        return registry;
    }

    String scrape() {
        refresh();
        return registry.scrape();
    }
}
