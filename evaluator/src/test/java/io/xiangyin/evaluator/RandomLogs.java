package io.xiangyin.evaluator;

import io.xiangyin.core.Agent;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.Customer;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes conversations that could have happened, and some that hardly could, from a seed. */
final class RandomLogs {
    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<Agent> AGENTS = List.of(Log.LIN, Log.KEUNG);
    private static final List<String> ORDERS = List.of("XY1", "XY2", "XY3");
    private static final List<String> INTENTS = List.of("shipping", "refund");
    private static final List<String> FLOWS = List.of("track", "return");

    private enum Holder {
        BOT,
        QUEUE,
        AGENT
    }

    private final Random random;
    private Log log;
    private Holder holder = Holder.BOT;
    private Agent agent = Log.LIN;

    private RandomLogs(Random random, int number) {
        this.random = random;
        log = Log.open(
                "r" + number,
                new Customer("c-" + random.nextInt(4), null, Map.of(), true),
                "web",
                random.nextInt(12) == 0,
                BEGIN.plusSeconds(random.nextInt(20 * 86_400)));
    }

    static List<List<RecordedEvent>> make(long seed) {
        Random random = new Random(seed);
        List<List<RecordedEvent>> conversations = new ArrayList<>();
        int size = random.nextInt(12);
        for (int i = 0; i < size; i++) {
            conversations.add(new RandomLogs(random, i).write());
        }
        return conversations;
    }

    private List<RecordedEvent> write() {
        int acts = random.nextInt(14);
        for (int i = 0; i < acts; i++) {
            passTime();
            switch (holder) {
                case BOT -> withBot();
                case QUEUE -> inQueue();
                case AGENT -> withAgent();
            }
            if (random.nextInt(8) == 0) {
                anytime();
            }
        }
        return log.events();
    }

    private void passTime() {
        switch (random.nextInt(10)) {
            case 0 -> log.afterDays(random.nextInt(9));
            case 1 -> log.afterDays(1);
            case 2, 3 -> {
                // at once
            }
            default -> log.after(random.nextInt(600) / 10.0);
        }
    }

    private void withBot() {
        switch (random.nextInt(9)) {
            case 0 -> log.says("你好").understoodAsSmallTalk().add(bot()).delivered();
            case 1 -> log.says("？");
            case 2 -> {
                log.says("人工").after(1).requestsHumanInWords(any(List.of(HandoffReason.values())));
                enqueue();
            }
            case 3 -> {
                log.pressesHumanButton();
                enqueue();
            }
            case 4 -> log.add(new ConversationResolved(null, null));
            default -> question();
        }
    }

    private void question() {
        log.says("问").after(random.nextInt(30) / 10.0).understood(any(INTENTS), "cmn", new Command.NotUnderstood());
        if (random.nextBoolean()) {
            log.flowStarts(any(FLOWS));
        }
        if (random.nextBoolean()) {
            log.order(any(ORDERS));
        }
        if (random.nextInt(4) == 0) {
            log.correctedOrder(any(ORDERS));
        }
        if (random.nextInt(4) == 0) {
            log.calls("track", Map.of(random.nextBoolean() ? "order" : "orderNo", any(ORDERS), "x", "XY3"));
        }
        switch (random.nextInt(4)) {
            case 0 -> log.answeredFrom(any(List.of("a1", "a2")));
            case 1 -> log.consulted(false);
            case 2 -> log.add(new FlowEnded("track", any(List.of(FlowEnded.Outcome.values()))));
            default -> log.add(new ElderModeSwitched(true, "shop"));
        }
        if (random.nextInt(6) > 0) {
            log.add(bot());
            if (random.nextInt(5) > 0) {
                log.after(random.nextInt(20) / 10.0).delivered();
            } else {
                log.add(new ReplyFailed(1, 1, "gone", null));
            }
        }
    }

    private void enqueue() {
        if (random.nextInt(6) > 0) {
            log.notice("转接中");
        }
        log.after(random.nextInt(3));
        if (random.nextInt(8) > 0) {
            log.queued();
        }
        if (random.nextBoolean()) {
            log.delivered();
        }
        holder = Holder.QUEUE;
    }

    private void inQueue() {
        switch (random.nextInt(8)) {
            case 0 -> {
                log.add(new HandoffAbandoned("left"));
                holder = Holder.BOT;
            }
            case 1 -> log.says("还在吗");
            case 2 ->
                log.says("人呢")
                        .requestsHumanInWords(any(List.of(HandoffReason.values())))
                        .notice("请稍候");
            case 3 -> {
                log.add(new ConversationResolved(null, null));
                holder = Holder.BOT;
            }
            default -> {
                agent = any(AGENTS);
                log.add(new AgentJoined(agent));
                holder = Holder.AGENT;
            }
        }
    }

    private void withAgent() {
        switch (random.nextInt(8)) {
            case 0 -> {
                log.add(new ConversationTransferred(agent, null));
                enqueue();
            }
            case 1 -> {
                log.add(new ReturnedToBot(agent, null));
                holder = Holder.BOT;
            }
            case 2, 3 -> {
                log.add(new ConversationResolved(agent, null)).notice("好了").add(new RatingAsked());
                holder = Holder.BOT;
            }
            case 4 -> log.says("嗯");
            default -> log.add(new AgentSpoke("a", agent, Reply.text("好")));
        }
    }

    private void anytime() {
        switch (random.nextInt(3)) {
            case 0 -> log.add(new RatingAsked());
            case 1 -> log.notice("公告");
            default -> log.add(new CustomerRated(1 + random.nextInt(5), random.nextBoolean(), null));
        }
    }

    private static BotReplied bot() {
        return new BotReplied(Reply.text("答"));
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
