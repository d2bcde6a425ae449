package io.xiangyin.dialog.intent;

import de.bwaldvogel.liblinear.Feature;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.xiangyin.core.Remembering;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which intent a message shows: an {@link IntentModel} over {@link TextFeatures}, together with the nearest example
 * of each intent. Where clauses say nothing of the matter (who one is, that one is sorry), it is
 * judged without them as well; what looks misspelt is judged as it stands and as it was meant.
 *
 * <p>Whether the message is about the shop's matters at all is asked apart, for a classifier is sure of itself on nonsense
 * too: a message counts as out of scope when it is nearer to sentences about other matters than to the examples.
 *
 * <p>Confidence and the limit of scope are calibrated on a third of the examples held out for the purpose, so that a shop
 * need not set any number. Where few examples leave the limit of scope to chance, it is no stricter than it takes to refuse
 * nearly all the sentences about other matters.
 */
public final class IntentClassifier {
    private static final int FOLDS = 3;

    /**
     * Share of held-out examples that may fall out of scope. New messages do so about a fifth as often, for the
     * classifier that judges them has seen half as many examples again.
     */
    private static final double FALSE_REJECTIONS = 0.04;

    /** Share of sentences about other matters that the limit of scope need not do better than refuse. */
    private static final double REFUSED = 0.98;

    /** How much the classifier's own certainty speaks for a message being in scope. */
    private static final double CERTAINTY = 0.2;

    /** What the cosine to an intent's nearest example adds to its score: it knows rare wordings that the model smooths away. */
    private static final double NEAREST = 6;

    /** A sentence about other matters that comes this near to an example is about this shop's matters after all. */
    private static final double SAME_MATTER = 0.80;

    /** So much nearer to an aside than to any example is a clause that is left out; fitted by cross-validation. */
    private static final double CLEARLY = 0.05;

    private final List<String> intents;
    private final PinyinReader pinyin;
    private final @Nullable EmbeddingModel embeddings;
    private final Fitted fitted;
    private final Calibration calibration;
    private final Remembering<Ranking> rankings = new Remembering<>(this::judge);

    /** An intent with the probability that the message shows it. */
    public record Scored(String intent, double confidence) {}

    /**
     * What the classifier makes of a message.
     *
     * @param inScope whether the message is about any of the shop's matters
     * @param likely all intents, most likely first; confidences sum to 1
     */
    public record Ranking(boolean inScope, List<Scored> likely) {
        public Scored first() {
            return likely.getFirst();
        }
    }

    /** What is said beside a shop's matters: of other matters, and around its own. */
    private record Surroundings(List<Utterance> elsewhere, List<Utterance> asides) {
        static Surroundings read(@Nullable EmbeddingModel embeddings) {
            return new Surroundings(
                    Utterance.readAll(IntentExamples.elsewhere(), embeddings),
                    Utterance.readAll(IntentExamples.asides(), embeddings));
        }
    }

    /** @param limit least scope score of a message in scope */
    private record Calibration(double temperature, double limit) {}

    /**
     * What was learnt.
     *
     * @param labels the number of each example's intent
     */
    private record Fitted(
            TextFeatures features,
            IntentModel model,
            List<Integer> labels,
            Neighbourhood examples,
            Neighbourhood elsewhere,
            Neighbourhood asides,
            Homophones homophones,
            @Nullable EmbeddingModel embeddings) {

        /** What is made of a text and of the matter in it, as it stands and as it was probably meant if it looks misspelt. */
        Impression of(Utterance text) {
            Utterance matter = matter(text);
            Impression ofMatter = corrected(matter);
            return matter.equals(text) ? ofMatter : ofMatter.with(asWritten(text));
        }

        private Impression corrected(Utterance text) {
            Impression asWritten = asWritten(text);
            String meant = homophones.corrected(text.characters());
            return meant.equals(text.characters())
                    ? asWritten
                    : asWritten.with(asWritten(Utterance.read(meant, embeddings)));
        }

        /** The text without the clauses that are clearly nearer to asides than to any example; the whole text if it is all asides. */
        private Utterance matter(Utterance text) {
            List<String> clauses = List.of(text.characters().split(" ", -1));
            if (clauses.size() == 1) {
                return text;
            }
            List<String> kept = clauses.stream()
                    .filter(clause -> !isAside(Utterance.read(clause, embeddings)))
                    .toList();
            return kept.isEmpty() || kept.size() == clauses.size()
                    ? text
                    : Utterance.read(String.join(" ", kept), embeddings);
        }

        private boolean isAside(Utterance clause) {
            Feature[] own = features.of(clause);
            return asides.nearest(clause, own) > examples.nearest(clause, own) + CLEARLY;
        }

        private Impression asWritten(Utterance text) {
            return impression(text, elsewhere::nearest);
        }

        /** What is made of each sentence about other matters as long as it is not known for one. */
        List<Impression> strangers() {
            return elsewhere.texts().stream()
                    .map(text -> impression(text, elsewhere::nearestOther))
                    .toList();
        }

        private Impression impression(Utterance text, ToDoubleBiFunction<Utterance, Feature[]> toElsewhere) {
            Feature[] own = features.of(text);
            double[] cosines = examples.cosines(text, own);
            double[] scores = model.scores(own);
            double[] nearest = new double[scores.length];
            Arrays.fill(nearest, -1);
            for (int i = 0; i < cosines.length; i++) {
                int label = labels.get(i);
                nearest[label] = Math.max(nearest[label], cosines[i]);
            }
            for (int i = 0; i < scores.length; i++) {
                scores[i] += NEAREST * nearest[i];
            }
            double any = Arrays.stream(nearest).max().orElse(-1);
            return new Impression(
                    Arrays.stream(scores).boxed().toList(), any - toElsewhere.applyAsDouble(text, own), own.length > 1);
        }
    }

    /**
     * @param scores by number of the intent
     * @param nearness how much nearer the text is to the examples than to sentences about other matters, -2 to 2
     * @param readable whether there is anything in it to go by
     */
    private record Impression(List<Double> scores, double nearness, boolean readable) {
        double[] toArray() {
            return scores.stream().mapToDouble(Double::doubleValue).toArray();
        }

        /** How much speaks for the text being about the shop's matters. */
        double scope(double temperature) {
            return nearness
                    + CERTAINTY
                            * Arrays.stream(probabilities(toArray(), temperature))
                                    .max()
                                    .orElse(0);
        }

        Impression with(Impression other) {
            List<Double> mean = IntStream.range(0, scores.size())
                    .mapToObj(i -> (scores.get(i) + other.scores.get(i)) / 2)
                    .toList();
            return new Impression(mean, Math.max(nearness, other.nearness), readable || other.readable);
        }
    }

    private IntentClassifier(
            List<String> intents,
            PinyinReader pinyin,
            @Nullable EmbeddingModel embeddings,
            Fitted fitted,
            Calibration calibration) {
        this.intents = intents;
        this.pinyin = pinyin;
        this.embeddings = embeddings;
        this.fitted = fitted;
        this.calibration = calibration;
    }

    /**
     * Learns from examples; a thousand take about five seconds with embeddings, one without.
     *
     * @param embeddings the model to read meaning with, asked for the examples all at once and for messages one by one;
     *     null to go by the letters alone
     * @throws IllegalArgumentException if there are fewer than two intents
     */
    public static IntentClassifier train(List<IntentExample> examples, @Nullable EmbeddingModel embeddings) {
        List<String> intents =
                examples.stream().map(IntentExample::intent).distinct().sorted().toList();
        if (intents.size() < 2) {
            throw new IllegalArgumentException("Examples of at least two intents are needed, found " + intents);
        }
        List<Utterance> texts =
                Utterance.readAll(examples.stream().map(IntentExample::text).toList(), embeddings);
        int[] labels = examples.stream()
                .mapToInt(example -> intents.indexOf(example.intent()))
                .toArray();
        Surroundings around = Surroundings.read(embeddings);
        Calibration calibration = calibrate(texts, labels, around, intents, embeddings);
        Fitted fitted = fit(texts, labels, around, intents, embeddings);
        return new IntentClassifier(intents, PinyinReader.of(examples), embeddings, fitted, calibration);
    }

    /** The intents it knows, sorted. */
    public List<String> intents() {
        return intents;
    }

    /** What a message shows. */
    public Ranking rank(String message) {
        return rankings.apply(message);
    }

    private Ranking judge(String message) {
        Impression impression = fitted.of(Utterance.read(pinyin.read(message), embeddings));
        double[] confidence = probabilities(impression.toArray(), calibration.temperature());
        List<Scored> likely = IntStream.range(0, confidence.length)
                .mapToObj(i -> new Scored(intents.get(i), confidence[i]))
                .sorted(Comparator.comparingDouble(Scored::confidence).reversed())
                .toList();
        boolean inScope = impression.readable() && impression.scope(calibration.temperature()) >= calibration.limit();
        return new Ranking(inScope, likely);
    }

    private static Fitted fit(
            List<Utterance> texts,
            int[] labels,
            Surroundings around,
            List<String> intents,
            @Nullable EmbeddingModel embeddings) {
        TextFeatures features = TextFeatures.fit(texts);
        IntentModel model =
                IntentModel.fit(texts.stream().map(features::of).toList(), features.count(), labels, intents);
        Neighbourhood near = new Neighbourhood(texts, features);
        List<Utterance> far = around.elsewhere().stream()
                .filter(line -> near.nearest(line, features.of(line)) < SAME_MATTER)
                .toList();
        Homophones homophones = new Homophones(
                Stream.concat(texts.stream(), around.elsewhere().stream()).toList());
        return new Fitted(
                features,
                model,
                Arrays.stream(labels).boxed().toList(),
                near,
                new Neighbourhood(far, features),
                new Neighbourhood(around.asides(), features),
                homophones,
                embeddings);
    }

    private static double[] probabilities(double[] scores, double temperature) {
        double most = Arrays.stream(scores).max().orElse(0);
        double[] powers = Arrays.stream(scores)
                .map(score -> Math.exp((score - most) / temperature))
                .toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /** Learns from two thirds of the examples and looks at what that makes of the others. */
    private static Calibration calibrate(
            List<Utterance> texts,
            int[] labels,
            Surroundings around,
            List<String> intents,
            @Nullable EmbeddingModel embeddings) {
        int[] kept = numbers(labels.length, false);
        int[] held = numbers(labels.length, true);
        Fitted fitted = fit(
                Arrays.stream(kept).mapToObj(texts::get).toList(),
                Arrays.stream(kept).map(i -> labels[i]).toArray(),
                around,
                intents,
                embeddings);
        List<Impression> impressions =
                Arrays.stream(held).mapToObj(i -> fitted.of(texts.get(i))).toList();
        double temperature = temperature(
                impressions.stream().map(Impression::toArray).toArray(double[][]::new),
                Arrays.stream(held).map(i -> labels[i]).toArray());
        double limit = Math.min(
                quantile(FALSE_REJECTIONS, impressions, temperature),
                quantile(REFUSED, fitted.strangers(), temperature));
        return new Calibration(temperature, limit);
    }

    private static double quantile(double share, List<Impression> impressions, double temperature) {
        double[] scopes = impressions.stream()
                .mapToDouble(impression -> impression.scope(temperature))
                .sorted()
                .toArray();
        return scopes.length == 0 ? Double.MAX_VALUE : scopes[(int) (share * scopes.length)];
    }

    private static int[] numbers(int count, boolean held) {
        return IntStream.range(0, count).filter(i -> (i % FOLDS == 0) == held).toArray();
    }

    /** The temperature under which the held-out labels are most likely (Guo et al. 2017, On Calibration of Modern Neural Networks). */
    private static double temperature(double[][] scores, int[] labels) {
        double best = 1;
        double least = Double.MAX_VALUE;
        for (double temperature = 0.1; temperature < 5; temperature *= 1.15) {
            double loss = 0;
            for (int i = 0; i < labels.length; i++) {
                loss -= Math.log(Math.max(probabilities(scores[i], temperature)[labels[i]], 1e-9));
            }
            if (loss < least) {
                least = loss;
                best = temperature;
            }
        }
        return best;
    }
}
