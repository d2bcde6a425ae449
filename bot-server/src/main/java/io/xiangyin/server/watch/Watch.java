package io.xiangyin.server.watch;

import io.vertx.core.Vertx;
import io.xiangyin.evaluator.Radar.Finding;
import io.xiangyin.server.report.ServiceReports;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the radar look once a minute and keeps what it finds. A new alert is told at once, once; it is closed when it was not
 * found for ten minutes, so that a figure at its limit does not ring again and again.
 */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration NORMAL_AFTER = Duration.ofMinutes(10);

    private final ServiceReports reports;
    private final AlertStore alerts;
    private final WatchSettings settings;
    private final InstantSource clock;
    private final AlertWords words = new AlertWords();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final AtomicReference<Instant> looked = new AtomicReference<>(Instant.MIN);

    public Watch(ServiceReports reports, Jdbi jdbi, WatchSettings settings, Vertx vertx, InstantSource clock) {
        this.reports = reports;
        this.alerts = new AlertStore(jdbi);
        this.settings = settings;
        this.clock = clock;
        if (settings.webhook() != null) {
            deliveries.add(new WebhookDelivery(
                    vertx, settings.webhook(), System.getenv("XIANGYIN_WATCH_WEBHOOK_SECRET"), words));
        }
        if (settings.mail() != null) {
            deliveries.add(new MailDelivery(settings.mail(), System.getenv("XIANGYIN_SMTP_PASSWORD"), words));
        }
    }

    AlertStore alerts() {
        return alerts;
    }

    AlertWords words() {
        return words;
    }

    /** Looks if it is time to. */
    public void sweep() {
        Instant now = clock.instant();
        Instant last = looked.get();
        if (last.isBefore(now.minus(EVERY)) && looked.compareAndSet(last, now)) {
            look(now);
        }
    }

    private void look(Instant now) {
        List<Finding> fresh = new ArrayList<>();
        for (Finding finding : reports.scan(now, settings.limits())) {
            if (alerts.keep(finding, now)) {
                fresh.add(finding);
            }
        }
        alerts.closeUnseen(now.minus(NORMAL_AFTER), now);
        if (!fresh.isEmpty() && !deliveries.isEmpty()) {
            alerts.list(fresh.size() + 100).stream()
                    .filter(alert -> alert.openedAt().toEpochMilli() == now.toEpochMilli())
                    .forEach(this::tell);
        }
    }

    private void tell(Alert alert) {
        for (Delivery delivery : deliveries) {
            try {
                delivery.tell(alert);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception failed) {
                LOG.warn(
                        "Alert {} could not be told by {} ({}); it stands on the manager's page",
                        alert.id(),
                        delivery.getClass().getSimpleName(),
                        failed.toString());
            }
        }
    }

    @Override
    public void close() {
        deliveries.forEach(Delivery::close);
    }
}
