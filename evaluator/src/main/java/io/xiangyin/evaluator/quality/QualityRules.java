package io.xiangyin.evaluator.quality;

import io.xiangyin.core.ConversationEvent.AgentActed;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ApprovalRequested;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.evaluator.AskedAgain;
import io.xiangyin.evaluator.quality.RuleHit.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks through one conversation from first to last for what should not be in it. */
public final class QualityRules {
    private static final Properties PATTERNS = load();
    private static final Pattern MONEY = pattern("money");
    private static final Pattern EMPATHY = pattern("empathy");
    private static final Pattern FORBIDDEN = pattern("forbidden");
    private static final Pattern THANKS = pattern("thanks");
    private static final String ANGER = "anger";
    private static final double ANGRY = 0.6;

    private final List<RuleHit> hits = new ArrayList<>();
    private final Set<String> given = new LinkedHashSet<>();
    private final boolean moneyAsked;
    private String lastBotText = "";
    private String lastCustomerText = "";
    private boolean angry;
    private boolean unanswered;

    private QualityRules(boolean moneyAsked) {
        this.moneyAsked = moneyAsked;
    }

    private static Properties load() {
        Properties patterns = new Properties();
        try (InputStream in = QualityRules.class.getResourceAsStream("rules.properties")) {
            if (in == null) {
                throw new IllegalStateException("Resource rules.properties is missing from the jar");
            }
            patterns.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return patterns;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(PATTERNS.getProperty(name));
    }

    /** What is wrong in a conversation, in order. */
    public static List<RuleHit> check(List<RecordedEvent> events) {
        boolean moneyAsked = events.stream()
                .map(RecordedEvent::event)
                .anyMatch(event -> event instanceof AgentActed || event instanceof ApprovalRequested);
        QualityRules rules = new QualityRules(moneyAsked);
        events.forEach(rules::read);
        return List.copyOf(rules.hits);
    }

    private void read(RecordedEvent recorded) {
        switch (recorded.event()) {
            case CustomerSpoke said -> {
                lastCustomerText = said.text();
                unanswered = true;
                lastBotText = "";
            }
            case MessageUnderstood understood -> {
                Emotion emotion = understood.understanding().emotion();
                angry = emotion.label().equals(ANGER) && emotion.score() >= ANGRY;
            }
            case SlotFilled filled -> given.add(filled.slot());
            case BotReplied said -> {
                String text = said.reply().text();
                if (text.equals(lastBotText)) {
                    hit(recorded, Rule.REPEATED_ANSWER, "bot", text);
                }
                lastBotText = text;
                replied(recorded, "bot", text);
            }
            case NoticeGiven said -> noticed(recorded, said.reply().text());
            case AgentSpoke said -> agentSpoke(recorded, said);
            case ConversationResolved resolved -> resolved(recorded, resolved);
            default -> {
                // no rule looks at it
            }
        }
    }

    private void agentSpoke(RecordedEvent recorded, AgentSpoke said) {
        String by = said.agent().id();
        String text = said.reply().text();
        if (!moneyAsked && MONEY.matcher(text).find()) {
            hit(recorded, Rule.MONEY_PROMISE, by, text);
        }
        if (!AskedAgain.find(given, text).isEmpty()) {
            hit(recorded, Rule.ASKED_AGAIN, by, text);
        }
        replied(recorded, by, text);
    }

    /** A place in the queue or a name is no answer, so what is missing may still come; a kind word counts. */
    private void noticed(RecordedEvent recorded, String text) {
        lookForForbiddenWords(recorded, "bot", text);
        angry = angry && !EMPATHY.matcher(text).find();
    }

    private void lookForForbiddenWords(RecordedEvent recorded, String by, String text) {
        if (FORBIDDEN.matcher(text).find()) {
            hit(recorded, Rule.FORBIDDEN_WORDS, by, text);
        }
    }

    private void replied(RecordedEvent recorded, String by, String text) {
        lookForForbiddenWords(recorded, by, text);
        if (angry && !EMPATHY.matcher(text).find()) {
            hit(recorded, Rule.NO_EMPATHY, by, text);
        }
        angry = false;
        unanswered = false;
    }

    private void resolved(RecordedEvent recorded, ConversationResolved resolved) {
        if (resolved.by() != null
                && unanswered
                && !THANKS.matcher(lastCustomerText).find()) {
            hit(recorded, Rule.NO_OUTCOME, resolved.by().id(), lastCustomerText);
        }
        unanswered = false;
    }

    private void hit(RecordedEvent recorded, Rule rule, String by, String text) {
        hits.add(new RuleHit(recorded.conversationId(), recorded.seq(), rule, by, text));
    }
}
