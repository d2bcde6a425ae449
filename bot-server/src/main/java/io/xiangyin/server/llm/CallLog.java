package io.xiangyin.server.llm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.StorageException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * What was sent to language models and came back, masked as it went, in {@code llm.db} of the data folder: for audits,
 * and for what was spent. Written beside the turn; kept for 200 days.
 */
final class CallLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    static final String FILE = "llm.db";
    private static final Duration KEPT = Duration.ofDays(200);
    private static final int WAITING = 2_000;

    private final Jdbi jdbi;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("llm-log").daemon().factory());

    private CallLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Opens the file, creates it if absent. */
    static CallLog open(Path dataFolder, Instant now) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + dataFolder.resolve(FILE));
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/llm")
                    .load()
                    .migrate();
            Jdbi jdbi = Jdbi.create(source);
            jdbi.useHandle(handle -> handle.execute(
                    "DELETE FROM model_call WHERE at < ?", now.minus(KEPT).toEpochMilli()));
            return new CallLog(jdbi);
        } catch (FlywayException | JdbiException unusable) {
            throw new StorageException(
                    "The log of language model calls in " + dataFolder + " cannot be used (" + unusable.getMessage()
                            + "). Fix the folder's permissions, or move llm.db away",
                    unusable);
        }
    }

    /** A call with the words that went and came, masked. */
    record Entry(Instant at, String conversation, String customer, ModelCall call, String sent, String received) {}

    /** Writes it soon; a log that cannot keep up loses entries and says so, it never holds up a turn. */
    void write(Entry entry) {
        try {
            writer.execute(() -> insert(entry));
        } catch (RejectedExecutionException full) {
            LOG.warn("The log of language model calls cannot keep up; a call of {} is missing in it", entry.at());
        }
    }

    private void insert(Entry entry) {
        ModelCall call = entry.call();
        try {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            INSERT INTO model_call (at, day, conversation_id, customer_id, purpose, prompt, model,
                                input_tokens, output_tokens, micro_yuan, millis, outcome, sent, received)
                            VALUES (:at, :day, :conversation, :customer, :purpose, :prompt, :model,
                                :inputTokens, :outputTokens, :microYuan, :millis, :outcome, :sent, :received)
                            """)
                    .bind("at", entry.at().toEpochMilli())
                    .bind("day", day(entry.at()).toString())
                    .bind("conversation", entry.conversation())
                    .bind("customer", entry.customer())
                    .bindMethods(call)
                    .bind("sent", entry.sent())
                    .bind("received", entry.received())
                    .execute());
        } catch (JdbiException unwritable) {
            LOG.error("A call of a language model could not be logged", unwritable);
        }
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, OpeningHours.SHOP_TIME);
    }

    /** What was spent on a customer. */
    record Spent(LocalDate day, String customer, long tokens, long microYuan) {}

    /** Hands over what was spent from a day on, by day and customer. */
    void spentSince(LocalDate first, Consumer<Spent> consumer) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT day, customer_id, SUM(input_tokens + output_tokens) tokens, SUM(micro_yuan) micro
                        FROM model_call WHERE day >= :day GROUP BY day, customer_id
                        """)
                .bind("day", first.toString())
                .map((row, _) -> new Spent(
                        LocalDate.parse(row.getString("day")),
                        row.getString("customer_id"),
                        row.getLong("tokens"),
                        row.getLong("micro")))
                .forEach(consumer));
    }

    /** Calls, tokens, money and outcomes by purpose, from a day on. */
    JsonArray usageSince(LocalDate first) {
        JsonArray rows = new JsonArray();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT day, purpose, model, COUNT(*) calls, SUM(input_tokens) input_tokens,
                            SUM(output_tokens) output_tokens, SUM(micro_yuan) micro_yuan, SUM(outcome = 'used') used, SUM(outcome = 'cached') cached,
                            SUM(outcome LIKE 'failed%') failed, SUM(outcome LIKE 'refused%') refused
                        FROM model_call WHERE day >= :day GROUP BY day, purpose, model ORDER BY day DESC, purpose
                        """)
                .bind("day", first.toString())
                .map((row, _) -> cost(row)
                        .put("day", row.getString("day"))
                        .put("calls", row.getInt("calls"))
                        .put("used", row.getInt("used"))
                        .put("cached", row.getInt("cached"))
                        .put("failed", row.getInt("failed"))
                        .put("refused", row.getInt("refused")))
                .forEach(rows::add));
        return rows;
    }

    /** What a row says of purpose, model and cost, whether it is a call or the sum of several. */
    private static JsonObject cost(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("purpose", row.getString("purpose"))
                .put("model", row.getString("model"))
                .put("inputTokens", row.getLong("input_tokens"))
                .put("outputTokens", row.getLong("output_tokens"))
                .put("yuan", row.getLong("micro_yuan") / 1e6);
    }

    /** The latest calls with the words that went and came, the latest first. */
    JsonArray list(int limit) {
        JsonArray rows = new JsonArray();
        jdbi.useHandle(handle -> handle.createQuery("SELECT * FROM model_call ORDER BY call_id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, _) -> cost(row)
                        .put("at", Instant.ofEpochMilli(row.getLong("at")).toString())
                        .put("conversationId", row.getString("conversation_id"))
                        .put("prompt", row.getString("prompt"))
                        .put("millis", row.getLong("millis"))
                        .put("outcome", row.getString("outcome"))
                        .put("sent", row.getString("sent"))
                        .put("received", row.getString("received")))
                .forEach(rows::add));
        return rows;
    }

    /** Takes out what is about a customer; what it cost stays. */
    void erase(String customer, String pseudonym) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE model_call SET customer_id = :pseudonym, sent = '', received = '' WHERE customer_id = :customer
                        """)
                .bind("pseudonym", pseudonym)
                .bind("customer", customer)
                .execute());
    }

    /** Waits for what is to be written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            var _ = writer.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
