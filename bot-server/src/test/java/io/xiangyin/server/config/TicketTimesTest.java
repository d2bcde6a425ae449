package io.xiangyin.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketTimesTest {
    @TempDir
    Path home;

    private void write(String yaml) throws IOException {
        Files.writeString(home.resolve("tickets.yaml"), yaml);
    }

    @Test
    void without_a_file_the_products_own_times_hold() {
        TicketTimes times = TicketTimes.read(home);
        assertThat(times.solution()).containsOnlyKeys(TicketTimes.KINDS);
        assertThat(times.solution()).containsEntry("complaint", Duration.ofHours(24));
        assertThat(times.highValue()).isEqualTo(Duration.ofMinutes(30));
        assertThat(times.escalateAtPercent()).isEqualTo(80);
    }

    @Test
    void a_shop_changes_one_time_and_keeps_the_rest() throws IOException {
        write("solutionMinutes: {quality: 90}\n");
        TicketTimes times = TicketTimes.read(home);
        assertThat(times.solution()).containsEntry("quality", Duration.ofMinutes(90));
        assertThat(times.solution()).containsEntry("consult", Duration.ofHours(2));
    }

    @Test
    void a_wrong_value_and_an_unknown_kind_are_told_with_their_line() throws IOException {
        write("highValueMinutes: 30\nescalateAtPercent: 180\n");
        assertThatThrownBy(() -> TicketTimes.read(home))
                .hasMessageContaining("tickets.yaml")
                .hasMessageContaining("2")
                .hasMessageContaining("1 to 100");
        write("solutionMinutes:\n  repair: 60\n");
        assertThatThrownBy(() -> TicketTimes.read(home)).hasMessageContaining("repair");
    }
}
