package io.xiangyin.server.watch;

import io.xiangyin.evaluator.Indicator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the shop chose for its alerts.
 *
 * @param limits that replace the usual ones; shares from 0 to 1, waits in seconds
 * @param webhook where alerts are posted; null for nowhere
 * @param mail how they are mailed; null for not at all
 */
public record WatchSettings(
        Map<Indicator, Double> limits,
        @Nullable URI webhook,
        @Nullable Mail mail) {
    public static final WatchSettings DEFAULT = new WatchSettings(Map.of(), null, null);

    /**
     * A mail server and who gets mail.
     *
     * @param user to sign in with, the password coming from {@code XIANGYIN_SMTP_PASSWORD}; null for none
     * @param startTls whether the talk must be encrypted
     */
    public record Mail(String host, int port, @Nullable String user, boolean startTls, String from, List<String> to) {}

    public WatchSettings {
        limits = Map.copyOf(limits);
    }
}
