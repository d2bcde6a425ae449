package io.xiangyin.server.routing;

import io.xiangyin.channel.web.QueueBoard.Place;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentLeft;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffAssigned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.desk.Desk;
import io.xiangyin.core.routing.Duty;
import io.xiangyin.core.routing.Router;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.core.routing.Triage;
import io.xiangyin.core.routing.WaitForecast;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.staff.DeskQueue;
import io.xiangyin.server.staff.Presence;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.Staff.Role;
import io.xiangyin.server.staff.StaffAccounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one lane that assigns. After every change of the queue or of who is on duty, and once a second: takes conversations
 * back from agents who are gone, triages newcomers, withdraws offers nobody took, and offers the rest as {@link Router}
 * decides. What it does is in the log; after a restart it goes on from there.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long TICK_MS = 1_000;

    private final EventStore store;
    private final Conversations conversations;
    private final Desk desk;
    private final DeskQueue queue;
    private final StaffAccounts accounts;
    private final Presence presence;
    private final RoutingPolicy policy;
    private final WaitForecast forecast;
    private final InstantSource clock;
    private final Triage triage;
    private final Router router;
    private final Floor floor = new Floor();
    private final Queue<List<RecordedEvent>> news = new ConcurrentLinkedQueue<>();
    private volatile Consumer<ConversationId> overdue = _ -> {};
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService lane = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dispatcher").factory());

    public Dispatcher(
            EventStore store,
            Conversations conversations,
            Desk desk,
            DeskQueue queue,
            StaffAccounts accounts,
            Presence presence,
            RoutingPolicy policy,
            WaitForecast forecast,
            InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.desk = desk;
        this.queue = queue;
        this.accounts = accounts;
        this.presence = presence;
        this.policy = policy;
        this.forecast = forecast;
        this.clock = clock;
        this.triage = new Triage(policy);
        this.router = new Router(policy);
    }

    /** Says who is told when a shopper has waited longer than the service level. */
    public void whenOverdue(Consumer<ConversationId> told) {
        overdue = told;
    }

    /** Takes up what is waiting and held, and follows what happens from then on. */
    public void start() {
        store.subscribe(events -> {
            if (events.stream().anyMatch(Dispatcher::matters)) {
                news.add(events);
                wake();
            }
        });
        presence.subscribe(this::wake);
        queue.list("QUEUED", "WITH_AGENT").forEach(id -> take(id, List.of()));
        var _ = lane.scheduleWithFixedDelay(this::pass, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** The agent does not take what they were offered; the next is asked. */
    public void decline(ConversationId id, String agentId) {
        lane.execute(() -> {
            floor.decline(id, agentId);
            pass();
        });
    }

    private void wake() {
        if (!lane.isShutdown() && woken.compareAndSet(false, true)) {
            lane.execute(this::pass);
        }
    }

    private static boolean matters(RecordedEvent recorded) {
        return switch (recorded.event()) {
            case HandoffRequested _,
                    HandoffQueued _,
                    HandoffTriaged _,
                    HandoffAssigned _,
                    HandoffAbandoned _,
                    AgentJoined _,
                    AgentLeft _,
                    AgentSpoke _,
                    AttachmentReceived _,
                    CustomerSpoke _,
                    ConversationTransferred _,
                    ReturnedToBot _,
                    ConversationResolved _ -> true;
            default -> false;
        };
    }

    private void pass() {
        woken.set(false);
        try {
            hear();
            takeBack();
            triageNewcomers();
            hear();
            withdraw();
            offer();
            floor.newlyLate(clock.instant(), policy.serviceLevel()).forEach(overdue);
        } catch (RuntimeException failure) {
            if (!lane.isShutdown()) {
                LOG.error("Assigning failed; it is tried again in a second", failure);
            }
        }
    }

    private void hear() {
        for (List<RecordedEvent> events = news.poll(); events != null; events = news.poll()) {
            take(events.getFirst().conversationId(), events);
        }
    }

    private void take(ConversationId id, List<RecordedEvent> events) {
        Conversation now = conversations.load(id);
        boolean waits = now.status() == Conversation.Status.QUEUED && now.started() != null;
        Floor.@Nullable Came came = floor.take(now, events, waits ? preferred(now) : null);
        if (came != null) {
            forecast.learn(came.position(), came.waitedSeconds());
        }
    }

    private @Nullable String preferred(Conversation conversation) {
        Instant from = clock.instant().minus(policy.sticky());
        return queue.findLastAgent(conversation.customer().externalId(), conversation.id(), from)
                .orElse(null);
    }

    private void takeBack() {
        Instant now = clock.instant();
        floor.held().forEach((id, held) -> {
            Instant owed = held.owedSince();
            String why = presence.lost(held.agent().id());
            if (why == null && owed != null && now.isAfter(owed.plus(policy.silent()))) {
                why = "silent";
            }
            if (why != null) {
                desk.requeue(id, held.agent(), why);
            }
        });
    }

    private void triageNewcomers() {
        List<ConversationId> newcomers = floor.untriaged();
        beside(newcomers.stream()
                .<Runnable>map(id -> () -> desk.triage(id, this::look))
                .toList());
    }

    private HandoffTriaged look(Conversation conversation) {
        Place place = queue.find(conversation.id()).orElse(new Place(1, forecast.seconds(1, room())));
        return new HandoffTriaged(
                triage.urgency(conversation),
                triage.skills(conversation),
                preferred(conversation),
                place.position(),
                place.estimatedWaitSeconds());
    }

    /** Offers of agents who let them pass, or are not on duty any more. */
    private void withdraw() {
        Instant now = clock.instant();
        floor.standing().forEach(offer -> {
            boolean late = Duration.between(offer.since(), now).compareTo(policy.offered()) >= 0;
            if (late || !presence.onDuty(offer.agent().id())) {
                floor.decline(offer.id(), offer.agent().id());
            }
        });
    }

    private void offer() {
        if (floor.isEmpty()) {
            return;
        }
        List<Duty> onDuty = onDuty();
        if (onDuty.isEmpty()) {
            return;
        }
        var names = onDuty.stream().map(duty -> duty.agent().id()).collect(Collectors.toSet());
        List<Router.Offer> offers = router.decide(floor.open(names), onDuty, clock.instant());
        beside(offers.stream()
                .<Runnable>map(offer -> () -> desk.offer(offer.conversation(), offer.agent(), offer.why()))
                .toList());
    }

    /** Runs tasks beside each other, so that they share the cost of becoming durable. */
    private void beside(List<Runnable> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tasks.forEach(task -> threads.execute(() -> attempt(task)));
        }
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (StorageException unavailable) {
            if (!lane.isShutdown()) {
                LOG.warn("An offer could not be stored; it is made again in a second", unavailable);
            }
        }
    }

    private List<Duty> onDuty() {
        Map<String, Integer> loads = floor.loads();
        List<Duty> onDuty = new ArrayList<>();
        for (Staff staff : accounts.list()) {
            if (staff.isAny(Role.AGENT) && presence.onDuty(staff.username())) {
                onDuty.add(new Duty(
                        staff.agent(),
                        Set.copyOf(staff.skills()),
                        staff.capacity() > 0 ? staff.capacity() : policy.capacity(),
                        loads.getOrDefault(staff.username(), 0),
                        floor.idleSince(staff.username())));
            }
        }
        return onDuty;
    }

    private int room() {
        return room(accounts, presence, policy);
    }

    /** Conversations that all agents on duty hold at once. */
    public static int room(StaffAccounts accounts, Presence presence, RoutingPolicy policy) {
        return accounts.list().stream()
                .filter(staff -> staff.isAny(Role.AGENT) && presence.onDuty(staff.username()))
                .mapToInt(staff -> staff.capacity() > 0 ? staff.capacity() : policy.capacity())
                .sum();
    }

    @Override
    public void close() {
        lane.shutdownNow();
        lane.close();
    }
}
