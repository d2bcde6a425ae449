package io.xiangyin.dialog.understand;

import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.intent.IntentClassifier.Ranking;
import io.xiangyin.dialog.intent.IntentClassifier.Scored;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which flow a message starts: as it stands, by a word in it, by its shape, or by the intent it shows. */
final class Triggers {
    /** Least confidence in an intent that starts a flow by itself. */
    private static final double SURE = 0.6;

    /** Least confidence in an intent whose flow is offered beside another's. */
    private static final double POSSIBLE = 0.2;

    private final Words words;
    private final List<Trigger> triggers;

    /** What starts a flow, brought into the form in which messages are compared; its title alone does, too. */
    private record Trigger(Flow flow, List<String> exactly, List<String> words, List<String> unless) {
        static Trigger of(Flow flow) {
            return new Trigger(
                    flow,
                    flow.triggers().equals(Flow.Triggers.NONE)
                            ? List.of()
                            : normalised(Stream.concat(Stream.of(flow.title()), flow.triggers().exactly().stream())
                                    .toList()),
                    normalised(flow.triggers().words()),
                    normalised(flow.triggers().unless()));
        }

        private static List<String> normalised(List<String> words) {
            return words.stream().map(Words::normalise).toList();
        }

        boolean excluded(String bare) {
            return unless.stream().anyMatch(bare::contains);
        }

        /** Length of the longest of its words in the text; 0 if none is, or a word that excludes it. */
        int length(String bare) {
            return excluded(bare)
                    ? 0
                    : words.stream()
                            .filter(bare::contains)
                            .mapToInt(String::length)
                            .max()
                            .orElse(0);
        }
    }

    Triggers(FlowBook book, Words words) {
        this.words = words;
        this.triggers = book.flows().values().stream().map(Trigger::of).toList();
    }

    /** The flow that the text names and says nothing besides. */
    Optional<Flow> exactly(String bare) {
        return triggers.stream()
                .filter(trigger -> words.consists(bare, trigger.exactly()))
                .map(Trigger::flow)
                .findFirst();
    }

    /** The flow whose longest word is in the text. */
    Optional<Flow> named(String said) {
        String bare = words.calm(said);
        Flow best = null;
        int longest = 0;
        for (Trigger trigger : triggers) {
            int length = trigger.length(bare);
            if (length > longest) {
                longest = length;
                best = trigger.flow();
            }
        }
        return Optional.ofNullable(best);
    }

    /** The flow that is started by the message as a whole. */
    Optional<Flow> wholly(String said) {
        String bare = words.calm(said);
        return triggers.stream()
                .filter(trigger -> !trigger.excluded(bare))
                .map(Trigger::flow)
                .filter(flow -> flow.triggers().whole().stream()
                        .anyMatch(pattern -> pattern.matcher(bare).matches()))
                .findFirst();
    }

    /** The flow of the intent that a statement surely shows; a question about the matter is for the knowledge base. */
    Optional<Flow> alike(String bare, @Nullable Ranking ranking) {
        return ranking == null || !isSure(ranking) || words.has("question", bare)
                ? Optional.empty()
                : flowOf(bare, ranking.first());
    }

    /** Whether a message surely shows its likeliest intent. */
    static boolean isSure(Ranking ranking) {
        return ranking.inScope() && ranking.first().confidence() >= SURE;
    }

    /** The flows of the two likeliest intents of a statement, where either may be meant; empty if that is clear. */
    List<Flow> between(String bare, @Nullable Ranking ranking) {
        if (ranking == null || !ranking.inScope() || words.has("question", bare)) {
            return List.of();
        }
        List<Flow> possible = ranking.likely().stream()
                .limit(2)
                .filter(one -> one.confidence() >= POSSIBLE)
                .map(one -> flowOf(bare, one))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return possible.size() == 2 ? possible : List.of();
    }

    private Optional<Flow> flowOf(String bare, Scored intent) {
        return triggers.stream()
                .filter(trigger -> !trigger.excluded(bare))
                .map(Trigger::flow)
                .filter(flow -> flow.triggers().intents().contains(intent.intent()))
                .findFirst();
    }
}
