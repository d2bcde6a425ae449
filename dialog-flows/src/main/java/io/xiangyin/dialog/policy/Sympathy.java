package io.xiangyin.dialog.policy;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Understanding.Emotion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one sentence that answers a feeling before the matter, by what it is about and how strong it is. Somebody who heard
 * one in the turn before does not hear another.
 */
final class Sympathy {
    /** From this strength on a feeling is answered, 0 to 1. */
    private static final double FELT = 0.4;
    /** From this strength on it is a strong one. */
    private static final double STRONG = 0.85;

    private static final String KEY = "sympathy.";
    private static final String TOPICS = "topic.";

    private final Phrases phrases;

    Sympathy(Phrases phrases) {
        this.phrases = phrases;
    }

    /** The sentence that fits; null where none is called for. */
    @Nullable String of(Turn turn) {
        Understanding understanding = turn.understanding();
        Emotion emotion = understanding.emotion();
        if (emotion.score() < FELT || heardBefore(turn.conversation())) {
            return null;
        }
        return Stream.of(emotion.score() >= STRONG ? "strong" : "", topic(understanding.mandarin()))
                .filter(kind -> !kind.isEmpty())
                .map(kind -> phrases.byKey().get(KEY + emotion.label() + "." + kind))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(phrases.byKey().get(KEY + emotion.label()));
    }

    /** What the words are about, by the first list of topic words that one of them is in; empty if none. */
    private String topic(String text) {
        return List.of("goods", "parcel", "money").stream()
                .filter(topic ->
                        Stream.of(phrases.get(TOPICS + topic).split(",")).anyMatch(text::contains))
                .findFirst()
                .orElse("");
    }

    private boolean heardBefore(Conversation conversation) {
        return Stream.concat(Stream.of(phrases.byKey()), phrases.byDialect().values().stream())
                .flatMap(byKey -> byKey.entrySet().stream())
                .filter(phrase -> phrase.getKey().startsWith(KEY))
                .map(Map.Entry::getValue)
                .anyMatch(sentence -> conversation.earlierSaid().stream().anyMatch(text -> text.startsWith(sentence)));
    }
}
