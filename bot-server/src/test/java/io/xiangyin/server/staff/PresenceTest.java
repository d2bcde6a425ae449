package io.xiangyin.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final String ME = "xiaolin";

    private final HandClock clock = new HandClock();
    private final Presence presence = new Presence(Duration.ofSeconds(60), clock);

    @Test
    void an_open_page_takes_conversations_until_its_agent_says_otherwise() {
        presence.opened(ME);
        assertThat(presence.onDuty(ME)).isTrue();
        presence.state(ME, "away");
        assertThat(presence.onDuty(ME)).isFalse();
        assertThat(presence.lost(ME)).as("one who is away keeps what they have").isNull();
    }

    @Test
    void a_reload_of_the_page_loses_nothing() {
        presence.opened(ME);
        presence.closed(ME);
        assertThat(presence.onDuty(ME)).isFalse();
        assertThat(presence.lost(ME)).isNull();
        presence.opened(ME);
        assertThat(presence.onDuty(ME)).isTrue();
    }

    @Test
    void without_a_sign_of_life_an_agent_is_gone() {
        presence.opened(ME);
        clock.forward(Duration.ofSeconds(50));
        presence.seen(ME);
        clock.forward(Duration.ofSeconds(50));
        assertThat(presence.lost(ME)).isNull();
        clock.forward(Duration.ofSeconds(20));
        assertThat(presence.lost(ME)).isEqualTo("gone");
        assertThat(presence.onDuty(ME)).isFalse();
    }

    @Test
    void a_program_that_never_stated_its_presence_owes_no_sign_of_life() {
        presence.works(ME);
        clock.forward(Duration.ofMinutes(10));
        assertThat(presence.lost(ME)).isNull();
        assertThat(presence.onDuty(ME)).isFalse();
    }

    @Test
    void offline_is_lost_at_once_and_working_again_is_back() {
        presence.state(ME, "offline");
        assertThat(presence.lost(ME)).isEqualTo("offline");
        presence.works(ME);
        assertThat(presence.lost(ME)).isNull();
    }

    @Test
    void after_a_restart_everybody_has_time_to_come_back() {
        assertThat(presence.lost(ME)).isNull();
        clock.forward(Duration.ofSeconds(61));
        assertThat(presence.lost(ME)).isEqualTo("gone");
    }
}
