package io.xiangyin.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.routing.Router.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Instant NOW = Instant.parse("2026-11-01T02:00:00Z");

    private final Router router = new Router(Policies.usual());

    private static Waiting waiting(String id, Urgency urgency, int secondsAgo, String... skills) {
        return waiting(id, urgency, secondsAgo, null, Set.of(), skills);
    }

    private static Waiting waiting(
            String id,
            Urgency urgency,
            int secondsAgo,
            @Nullable String preferred,
            Set<String> declined,
            String... skills) {
        return new Waiting(
                new ConversationId("conversation-" + id),
                urgency,
                NOW.minusSeconds(secondsAgo),
                Set.of(skills),
                preferred,
                declined);
    }

    private static Duty duty(String id, int load, int capacity, int idleSeconds, String... skills) {
        return new Duty(new Agent(id, id), Set.of(skills), capacity, load, NOW.minusSeconds(idleSeconds));
    }

    private List<String> served(List<Waiting> queue, Duty... onDuty) {
        return router.decide(queue, List.of(onDuty), NOW).stream()
                .map(offer -> offer.conversation().value().replace("conversation-", "") + " "
                        + offer.agent().id())
                .toList();
    }

    @Test
    void the_more_urgent_goes_first_though_they_came_later() {
        List<Waiting> queue = List.of(
                waiting("normal", Urgency.NORMAL, 50),
                waiting("value", Urgency.VALUE, 40),
                waiting("care", Urgency.CARE, 30),
                waiting("complaint", Urgency.COMPLAINT, 20),
                waiting("safety", Urgency.SAFETY, 10));

        assertThat(served(queue, duty("one", 0, 5, 0)))
                .containsExactly("safety one", "complaint one", "care one", "value one", "normal one");
    }

    @Test
    void nobody_starves_behind_the_urgent() {
        int longerThanTheLead = (int) Duration.ofMinutes(61).toSeconds();

        assertThat(served(
                        List.of(
                                waiting("complaint", Urgency.COMPLAINT, 0),
                                waiting("patient", Urgency.NORMAL, longerThanTheLead)),
                        duty("one", 0, 1, 0)))
                .containsExactly("patient one");
    }

    @Test
    void safety_is_never_overtaken_by_patience() {
        int hours = (int) Duration.ofHours(20).toSeconds();

        assertThat(served(
                        List.of(waiting("patient", Urgency.NORMAL, hours), waiting("safety", Urgency.SAFETY, 0)),
                        duty("one", 0, 1, 0)))
                .containsExactly("safety one");
    }

    @Test
    void a_skill_is_waited_for_and_after_a_while_anybody_is_asked() {
        Duty other = duty("other", 0, 4, 0);
        Duty skilled = duty("skilled", 3, 4, 0, "yue");

        assertThat(served(List.of(waiting("a", Urgency.NORMAL, 5, "yue")), other, skilled))
                .containsExactly("a skilled");
        assertThat(served(List.of(waiting("a", Urgency.NORMAL, 5, "yue")), other))
                .isEmpty();
        assertThat(served(List.of(waiting("a", Urgency.NORMAL, 60, "yue")), other))
                .containsExactly("a other");
        assertThat(served(List.of(waiting("a", Urgency.NORMAL, 60, "yue")), other, skilled))
                .containsExactly("a skilled");
    }

    @Test
    void one_whose_skill_is_missing_does_not_hold_up_those_behind() {
        assertThat(served(
                        List.of(waiting("a", Urgency.COMPLAINT, 9, "yue"), waiting("b", Urgency.NORMAL, 1)),
                        duty("other", 0, 4, 0)))
                .containsExactly("b other");
    }

    @Test
    void the_agent_of_the_last_talk_is_preferred_while_there_is_room() {
        Waiting known = waiting("a", Urgency.NORMAL, 5, "last", Set.of());

        assertThat(served(List.of(known), duty("idle", 0, 4, 900), duty("last", 3, 4, 0)))
                .containsExactly("a last");
        assertThat(served(List.of(known), duty("idle", 0, 4, 900), duty("last", 4, 4, 0)))
                .containsExactly("a idle");
    }

    @Test
    void load_counts_by_weight_and_then_the_longest_idle_is_asked() {
        assertThat(served(List.of(waiting("a", Urgency.NORMAL, 5)), duty("small", 1, 2, 900), duty("large", 2, 8, 0)))
                .containsExactly("a large");
        assertThat(served(List.of(waiting("a", Urgency.NORMAL, 5)), duty("new", 1, 4, 10), duty("idle", 1, 4, 20)))
                .containsExactly("a idle");
    }

    @Test
    void whoever_declined_is_not_asked_again() {
        assertThat(served(
                        List.of(waiting("a", Urgency.NORMAL, 5, "first", Set.of("first"))),
                        duty("first", 0, 4, 900),
                        duty("second", 3, 4, 0)))
                .containsExactly("a second");
    }

    @Test
    void every_offer_says_why() {
        Waiting known = waiting("a", Urgency.NORMAL, 5, "last", Set.of(), "yue");

        assertThat(router.decide(List.of(known), List.of(duty("last", 1, 4, 35, "yue")), NOW))
                .extracting(Offer::why)
                .containsExactly("preferred skill:yue load:1/4 idle:35s");
    }

    @Test
    void under_load_nobody_is_lost_or_offered_twice_and_the_order_is_kept() {
        Random random = new Random(7);
        List<Waiting> queue = IntStream.range(0, 2_000)
                .mapToObj(i -> waiting(
                        Integer.toString(i),
                        List.of(Urgency.values()).get(random.nextInt(5)),
                        random.nextInt(600),
                        random.nextInt(4) == 0 ? new String[] {"yue"} : new String[0]))
                .toList();
        List<Duty> agents = IntStream.range(0, 200)
                .mapToObj(i ->
                        duty("agent" + i, random.nextInt(3), 4, random.nextInt(900), i % 5 == 0 ? "yue" : "complaint"))
                .toList();

        List<Offer> offers = router.decide(queue, agents, NOW);

        assertThat(offers).extracting(Offer::conversation).doesNotHaveDuplicates();
        Map<String, Integer> taken = new HashMap<>();
        offers.forEach(offer -> taken.merge(offer.agent().id(), 1, Integer::sum));
        int room =
                agents.stream().mapToInt(duty -> duty.capacity() - duty.load()).sum();
        assertThat(offers).hasSize(room);
        agents.forEach(
                duty -> assertThat(taken.getOrDefault(duty.agent().id(), 0)).isEqualTo(duty.capacity() - duty.load()));
        List<ConversationId> offered = offers.stream().map(Offer::conversation).toList();
        List<Waiting> plain = new ArrayList<>(queue.stream()
                .filter(one -> one.skills().isEmpty() || one.since().isBefore(NOW.minusSeconds(59)))
                .sorted(router.order())
                .toList());
        assertThat(offered.stream()
                        .filter(id -> plain.stream().anyMatch(one -> one.id().equals(id))))
                .isSortedAccordingTo(Comparator.comparingInt(id ->
                        Arrays.asList(plain.stream().map(Waiting::id).toArray()).indexOf(id)));
    }
}
