package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.LastUsed;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.Rephraser;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Tone;
import io.xiangyin.core.Understanding;
import io.xiangyin.server.config.LlmSettings.Wording;
import io.xiangyin.server.privacy.Mask;
import io.xiangyin.server.privacy.PersonalData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says the set texts of flows in the shop's style, plainly for elder mode, or in the shopper's dialect. The model sees a
 * text without its facts and must leave their places as they are; what says anything else is dropped and the set text
 * stands. Texts about law, money and safety, and what the shopper is to check, are never reworded. As no facts are in it, a wording serves every shopper
 * and is asked for once.
 */
final class ModelRephraser implements Rephraser {
    private static final int TOKENS = 300;
    private static final int LONGEST = 300;
    /** Kept where the set text is to stand: the model is not asked again. */
    private static final String NONE_GOOD = "";

    private static final Pattern MONEY = Pattern.compile("元|块钱|[¥￥]|金额|退款|付款|价|钱");

    private final ModelDesk desk;
    private final LiveDrafts drafts;
    private final Wording wording;
    private final FixedTexts fixed;
    private final Set<String> dialects;
    private final Duration within;
    private final Prompt prompt = Prompt.load("wording");
    private final Map<Key, String> known;

    private record Key(String template, Manner manner) {}

    /**
     * How a text is to be said.
     *
     * @param style in the shop's words; empty for its usual one
     * @param dialect BCP 47 code; empty for Standard Mandarin
     */
    private record Manner(String style, boolean elder, String dialect) {
        boolean usual() {
            return style.isEmpty() && !elder && dialect.isEmpty();
        }
    }

    /**
     * @param dialects those the bot may speak
     * @param within limit for all texts of a turn
     * @param kept how many wordings are remembered
     */
    ModelRephraser(
            ModelDesk desk,
            LiveDrafts drafts,
            Wording wording,
            FixedTexts fixed,
            Set<String> dialects,
            Duration within,
            int kept) {
        this.desk = desk;
        this.drafts = drafts;
        this.wording = wording;
        this.fixed = fixed;
        this.dialects = Set.copyOf(dialects);
        this.within = within;
        this.known = new LastUsed<>(kept);
    }

    @Override
    public @Nullable Supplier<Rephrased> rephrase(Conversation conversation, List<Reply> texts) {
        Tone tone = Tone.of(conversation, dialects);
        String dialect = tone.dialect();
        Manner manner = new Manner(
                wording.style(), wording.elder() && tone.elder(), wording.dialects() && dialect != null ? dialect : "");
        Understanding read = conversation.understanding();
        boolean calm = conversation.status() == Conversation.Status.BOT && (read == null || read.escalation() == null);
        boolean any = calm && !manner.usual() && texts.stream().anyMatch(this::free);
        return any && desk.open(conversation) ? () -> rephrase(conversation, texts, manner) : null;
    }

    /** Whether a text may be said otherwise at all. */
    private boolean free(Reply text) {
        return text.kind() != Reply.Kind.NOTICE
                && text.text().length() <= LONGEST
                && !fixed.touches(text.text())
                && !MONEY.matcher(text.text()).find()
                && PersonalData.find(text.text()).stream().allMatch(found -> found.kind() == PersonalData.Kind.ORDER);
    }

    private Rephrased rephrase(Conversation conversation, List<Reply> texts, Manner manner) {
        long deadline = System.nanoTime() + within.toNanos();
        List<Reply> replies = new ArrayList<>();
        List<ModelCall> calls = new ArrayList<>();
        try (LiveDrafts.Draft draft = drafts.begin(conversation.id())) {
            for (Reply text : texts) {
                Facts facts = free(text) ? Facts.in(text.text()) : null;
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                Optional<String> words = facts == null || left.isNegative() || draft.stopped()
                        ? Optional.empty()
                        : words(facts, ask(facts, manner, conversation, left), manner, draft, calls);
                replies.add(words.map(other -> inOtherWords(text, other)).orElse(text));
            }
        }
        return new Rephrased(replies, calls);
    }

    private static Reply inOtherWords(Reply text, String words) {
        return new Reply(
                text.kind(), words, text.choices(), List.of(), true, null, text.card(), text.voice(), text.form());
    }

    private Optional<String> words(
            Facts facts, ModelDesk.Ask ask, Manner manner, LiveDrafts.Draft draft, List<ModelCall> calls) {
        Key key = new Key(facts.template(), manner);
        String words = find(key);
        if (words == null) {
            ModelDesk.Said said = desk.ask(ask, _ -> {}, draft::stopped);
            words = said.text().strip();
            String objection = said.whole() ? objection(facts, words) : null;
            calls.add(objection == null ? said.call() : said.refused(objection));
            if (!said.whole()) {
                return Optional.empty();
            }
            words = objection == null ? words : NONE_GOOD;
            keep(key, words);
        }
        return words.equals(NONE_GOOD) ? Optional.empty() : Optional.of(facts.fill(words));
    }

    private @Nullable String objection(Facts facts, String words) {
        return OutputFilter.refuses(words, List.of()).orElseGet(() -> facts.objection(words));
    }

    private ModelDesk.Ask ask(Facts facts, Manner manner, Conversation conversation, Duration left) {
        return new ModelDesk.Ask(
                "wording",
                prompt,
                prompt.fill("canary", desk.canary()),
                new Briefing(Mask.of(conversation.customer()))
                        .known("text", facts.template())
                        .known("style", manner.style())
                        .known("elder", manner.elder())
                        .known("dialect", manner.dialect()),
                conversation.id().value(),
                conversation.customer().externalId(),
                left,
                ResponseFormat.TEXT,
                TOKENS);
    }

    /** The wording of a text; null if it was not asked for yet. */
    private @Nullable String find(Key key) {
        synchronized (known) {
            return known.get(key);
        }
    }

    private void keep(Key key, String words) {
        synchronized (known) {
            known.put(key, words);
        }
    }

    void forget() {
        synchronized (known) {
            known.clear();
        }
    }
}
