package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xiangyin.server.config.LlmSettings;
import io.xiangyin.server.config.LlmSettings.Budget;
import io.xiangyin.server.config.LlmSettings.Budgets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A language model for work without a server, such as judging: within the shop's budgets of day and month, with the same
 * limits, masks and log. What comes back was looked at for leaks and nothing else; it is a stranger's text.
 */
public final class BatchModel implements AutoCloseable {
    private static final String WHO = "batch";

    private final EndpointChain chain;
    private final CallLog log;
    private final ModelDesk desk;
    private final Duration within;
    private final Map<String, Prompt> prompts = new ConcurrentHashMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final AtomicLong microYuan = new AtomicLong();

    private BatchModel(EndpointChain chain, CallLog log, ModelDesk desk, Duration within) {
        this.chain = chain;
        this.log = log;
        this.desk = desk;
        this.within = within;
    }

    /**
     * Opens the endpoints of the settings.
     *
     * @throws IllegalArgumentException if there are none; the sentence says what to set
     */
    public static BatchModel open(LlmSettings settings, Path data, InstantSource clock) {
        if (!settings.wanted()) {
            throw new IllegalArgumentException("No language model is configured. Set XIANGYIN_LLM_BASE_URL, "
                    + "XIANGYIN_LLM_MODEL and XIANGYIN_LLM_API_KEY, or llm in bot.yaml; see docs/llm.md");
        }
        try {
            Files.createDirectories(data);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        Budget none = new Budget(0, BigDecimal.ZERO);
        Budgets budgets = new Budgets(
                none, none, settings.budgets().day(), settings.budgets().month());
        EndpointChain chain = EndpointChain.open(settings, clock);
        CallLog log = CallLog.open(data, clock.instant());
        ModelDesk desk = new ModelDesk(
                chain, new Ledger(budgets, log, clock), log, new ModelMeters(new SimpleMeterRegistry()), clock);
        return new BatchModel(chain, log, desk, settings.limits().draft());
    }

    /** Asks with the prompt of this name; empty if nothing whole came back. */
    Optional<String> ask(String name, Briefing briefing, ResponseFormat format, int tokens) {
        Prompt prompt = prompts.computeIfAbsent(name, Prompt::load);
        ModelDesk.Said said = desk.ask(
                new ModelDesk.Ask(
                        name, prompt, prompt.fill("canary", desk.canary()), briefing, WHO, WHO, within, format, tokens),
                _ -> {},
                () -> false);
        count(said.call().outcome());
        microYuan.addAndGet(said.call().microYuan());
        return said.whole() ? Optional.of(said.text().strip()) : Optional.empty();
    }

    /** Counts what became of something that was asked for. */
    void count(String outcome) {
        synchronized (outcomes) {
            outcomes.merge(outcome, 1, Integer::sum);
        }
    }

    /** How often each outcome came about. */
    public Map<String, Integer> outcomes() {
        synchronized (outcomes) {
            return Map.copyOf(outcomes);
        }
    }

    /** What it has cost, in yuan. */
    public double yuan() {
        return microYuan.get() / 1e6;
    }

    @Override
    public void close() {
        chain.close();
        log.close();
    }
}
