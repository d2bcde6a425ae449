package io.xiangyin.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** News held back over the night are there in the morning, whatever happened in between. */
class HeldNewsTest {
    @TempDir
    private Path data;

    private void during(Consumer<HeldNews> work) {
        asking(news -> {
            work.accept(news);
            return true;
        });
    }

    private <T> T asking(Function<HeldNews, T> question) {
        try (Database database = Database.open(data)) {
            return question.apply(new HeldNews(database.jdbi()));
        }
    }

    private List<String> kept() {
        return asking(HeldNews::list);
    }

    @Test
    void they_outlive_a_restart_in_their_order() {
        during(news -> {
            news.keep("e-2", "c-1", "late");
            news.keep("e-1", "c-2", "paid");
        });
        assertThat(kept()).containsExactly("late", "paid");
    }

    @Test
    void an_event_sent_twice_is_kept_once() {
        during(news -> {
            news.keep("e-1", "c-1", "late");
            news.keep("e-1", "c-1", "late");
        });
        assertThat(kept()).containsExactly("late");
    }

    @Test
    void what_was_told_is_gone() {
        during(news -> news.keep("e-1", "c-1", "late"));
        during(news -> news.remove("e-1"));
        assertThat(kept()).isEmpty();
    }

    @Test
    void whoever_is_erased_is_erased_here_too() {
        during(news -> {
            news.keep("e-1", "c-1", "late");
            news.keep("e-2", "c-2", "paid");
        });
        try (Database database = Database.open(data);
                SqliteEventStore store = new SqliteEventStore(database, new EventCodec(), InstantSource.system())) {
            store.redact("c-1", "asked for it");
        }
        assertThat(kept()).containsExactly("paid");
    }
}
