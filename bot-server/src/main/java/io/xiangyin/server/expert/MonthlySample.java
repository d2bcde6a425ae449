package io.xiangyin.server.expert;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.evaluator.ConversationOutcome;
import io.xiangyin.evaluator.OutcomeList.Wanted;
import io.xiangyin.evaluator.quality.Sample;
import io.xiangyin.server.report.ServiceReports;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A tenth of every stratum of a month's conversations, drawn when it is first asked for and kept, so that what goes on in a
 * conversation later changes nothing. The month is the seed.
 */
public final class MonthlySample {
    private static final double SHARE = 0.1;

    private final Jdbi jdbi;
    private final ServiceReports reports;

    public MonthlySample(Jdbi jdbi, ServiceReports reports) {
        this.jdbi = jdbi;
        this.reports = reports;
    }

    /** A conversation of the sample. */
    public record Drawn(String conversationId, String stratum) {}

    /** When a month begins by the shop's clock. */
    static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(OpeningHours.SHOP_TIME).toInstant();
    }

    /** The sample of a month that is over. */
    public synchronized List<Drawn> of(YearMonth month) {
        List<Drawn> kept = kept(month);
        if (!kept.isEmpty()) {
            return kept;
        }
        List<ConversationOutcome> all = reports.outcomes(begin(month), begin(month.plusMonths(1)), Wanted.ALL).stream()
                .sorted(Comparator.comparing(ConversationOutcome::conversationId))
                .toList();
        long seed = month.getYear() * 12L + month.getMonthValue();
        List<ConversationOutcome> drawn = Sample.draw(all, ConversationOutcome::stratum, SHARE, seed);
        if (!drawn.isEmpty()) {
            keep(month, drawn);
        }
        return kept(month);
    }

    /** Whether a conversation is in any month's sample. */
    boolean holds(String conversationId) {
        return jdbi.withHandle(
                        handle -> handle.createQuery("SELECT count(*) FROM review_sample WHERE conversation_id = :id")
                                .bind("id", conversationId)
                                .mapTo(Integer.class)
                                .one())
                > 0;
    }

    private List<Drawn> kept(YearMonth month) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT conversation_id, stratum FROM review_sample WHERE month = :month
                        ORDER BY stratum, conversation_id
                        """)
                .bind("month", month.toString())
                .map((row, _) -> new Drawn(row.getString(1), row.getString(2)))
                .list());
    }

    private void keep(YearMonth month, List<ConversationOutcome> drawn) {
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("INSERT INTO review_sample VALUES (:month, :id, :stratum)");
            drawn.forEach(one -> batch.bind("month", month.toString())
                    .bind("id", one.conversationId())
                    .bind("stratum", one.stratum())
                    .add());
            batch.execute();
        });
    }
}
