package io.xiangyin.server.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How language models are used.
 *
 * @param endpoints in order of preference; empty: there is no language model
 * @param limits how long each phase may take
 * @param budgets what may be spent
 * @param longFrom characters from which a message is read a second time
 * @param fixedCategories categories of articles that are quoted word for word, whatever they say
 * @param cached how many answers are kept for the same question again; 0 for none
 * @param toolCalls how often a model may look something up in one turn; 0 for never
 * @param wording how set texts are reworded
 */
public record LlmSettings(
        List<Endpoint> endpoints,
        Limits limits,
        Budgets budgets,
        int longFrom,
        Set<String> fixedCategories,
        int cached,
        int toolCalls,
        Wording wording) {
    /** The variable that holds the key of an endpoint that names no other. */
    static final String KEY = "XIANGYIN_LLM_API_KEY";

    /** No language model. */
    public static final LlmSettings NONE =
            new LlmSettings(List.of(), Limits.DEFAULT, Budgets.DEFAULT, 40, Set.of(), 2_000, 4, Wording.NONE);

    public LlmSettings {
        endpoints = List.copyOf(endpoints);
        fixedCategories = Set.copyOf(fixedCategories);
    }

    /** Whether there is a language model. */
    public boolean wanted() {
        return !endpoints.isEmpty();
    }

    /** The same with other endpoints. */
    LlmSettings with(List<Endpoint> others) {
        return new LlmSettings(others, limits, budgets, longFrom, fixedCategories, cached, toolCalls, wording);
    }

    /** The same with this endpoint alone. */
    public LlmSettings only(Endpoint endpoint) {
        return with(List.of(endpoint));
    }

    /** How an endpoint can be held to JSON: by the schema, to any object, or by the prompt alone. */
    public enum Json {
        SCHEMA,
        OBJECT,
        TEXT
    }

    /**
     * An OpenAI-compatible endpoint.
     *
     * @param url base address, such as {@code https://dashscope.aliyuncs.com/compatible-mode/v1}
     * @param key the secret; empty where none is asked for
     * @param inputYuan price of a million tokens sent
     * @param outputYuan price of a million tokens received
     * @param concurrent calls at the same time; more go on without a model at once
     */
    public record Endpoint(
            URI url, String model, String key, Json json, BigDecimal inputYuan, BigDecimal outputYuan, int concurrent) {
        /** What it costs, in millionths of a yuan. */
        public long microYuan(long inputTokens, long outputTokens) {
            return inputYuan
                    .multiply(BigDecimal.valueOf(inputTokens))
                    .add(outputYuan.multiply(BigDecimal.valueOf(outputTokens)))
                    .longValue();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return model + " at " + url;
        }
    }

    /**
     * How long each phase may take.
     *
     * @param connect until the connection stands
     * @param firstToken until the first token, by endpoint and try
     * @param silence between two tokens
     * @param understand for a second reading, over all tries and endpoints
     * @param answer for an answer, likewise; both together stay below the ten seconds a shopper waits at most
     * @param wording for the set texts of a turn; never in the same turn as an answer
     * @param draft for what an agent asks for
     */
    public record Limits(
            Duration connect,
            Duration firstToken,
            Duration silence,
            Duration understand,
            Duration answer,
            Duration wording,
            Duration draft) {
        static final Limits DEFAULT = new Limits(
                Duration.ofMillis(1_000),
                Duration.ofMillis(2_500),
                Duration.ofMillis(2_000),
                Duration.ofMillis(3_000),
                Duration.ofMillis(6_000),
                Duration.ofMillis(2_000),
                Duration.ofMillis(20_000));
    }

    /**
     * What set texts are reworded for; nothing of it: they are said as they were written.
     *
     * @param style the shop's style in its own words, such as 活泼; empty for none
     * @param elder plainly, for shoppers in elder mode
     * @param dialects in the dialect the bot answers the shopper in
     */
    public record Wording(String style, boolean elder, boolean dialects) {
        static final Wording NONE = new Wording("", false, false);
    }

    /**
     * What may be spent; 0 is no limit.
     *
     * @param tokens tokens sent and received
     * @param yuan money
     */
    public record Budget(long tokens, BigDecimal yuan) {
        /** Whether so much is within it. */
        public boolean allows(long spentTokens, long spentMicroYuan) {
            return (tokens == 0 || spentTokens < tokens)
                    && (yuan.signum() == 0
                            || spentMicroYuan < yuan.movePointRight(6).longValue());
        }
    }

    /**
     * What may be spent on whom.
     *
     * @param turn on one turn of a conversation
     * @param customer on one customer in a day
     * @param day on all customers in a day
     * @param month by the shop in a month
     */
    public record Budgets(Budget turn, Budget customer, Budget day, Budget month) {
        static final Budgets DEFAULT = new Budgets(
                new Budget(8_000, BigDecimal.ZERO),
                new Budget(60_000, BigDecimal.ZERO),
                new Budget(0, BigDecimal.ZERO),
                new Budget(0, BigDecimal.ZERO));
    }
}
