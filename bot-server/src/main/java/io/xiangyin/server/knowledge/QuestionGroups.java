package io.xiangyin.server.knowledge;

import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.server.knowledge.AskedQuestions.Asked;
import io.xiangyin.server.knowledge.AskedQuestions.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts questions of one meaning together: by the cosine of their vectors, or by shared words while there are none. The most
 * frequent question gathers the others around it.
 */
final class QuestionGroups {
    /** Different questions that are grouped at most, the most frequent ones: each costs some milliseconds to embed. */
    static final int MOST = 300;

    private static final double COSINE = 0.78;
    private static final double SHARED_WORDS = 0.5;

    private QuestionGroups() {}

    /**
     * Questions of one meaning.
     *
     * @param examples different wordings, the most frequent first
     * @param count how often one of them was asked
     */
    record Group(List<String> examples, int count, int unanswered, int badlyRated, Asked last) {}

    private record Wording(String text, List<Asked> asked) {}

    @FunctionalInterface
    private interface Likeness {
        boolean of(int one, int other);
    }

    static List<Group> of(List<Asked> asked, KnowledgeIndex index) {
        Map<String, List<Asked>> byText = asked.stream()
                .collect(Collectors.groupingBy(one -> one.question().strip(), LinkedHashMap::new, Collectors.toList()));
        List<Wording> wordings = byText.entrySet().stream()
                .map(entry -> new Wording(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(
                        (Wording wording) -> -wording.asked().size()))
                .limit(MOST)
                .toList();
        Likeness alike = likeness(wordings.stream().map(Wording::text).toList(), index);
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < wordings.size(); i++) {
            int one = i;
            groups.stream()
                    .filter(group -> alike.of(group.getFirst(), one))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(one), () -> groups.add(new ArrayList<>(List.of(one))));
        }
        return groups.stream()
                .map(group -> group(group.stream().map(wordings::get).toList()))
                .sorted(Comparator.comparingInt((Group group) -> -group.count()))
                .toList();
    }

    private static Likeness likeness(List<String> texts, KnowledgeIndex index) {
        List<float[]> vectors = index.questionVectors(texts);
        if (!vectors.isEmpty()) {
            return (one, other) -> cosine(vectors.get(one), vectors.get(other)) >= COSINE;
        }
        List<Set<String>> words = texts.stream()
                .map(text -> (Set<String>) new HashSet<>(index.words(text)))
                .toList();
        return (one, other) -> shared(words.get(one), words.get(other)) >= SHARED_WORDS;
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double shared(Set<String> one, Set<String> other) {
        long both = one.stream().filter(other::contains).count();
        long either = one.size() + other.size() - both;
        return either == 0 ? 0 : (double) both / either;
    }

    private static Group group(List<Wording> wordings) {
        List<Asked> all =
                wordings.stream().flatMap(wording -> wording.asked().stream()).toList();
        return new Group(
                wordings.stream().map(Wording::text).toList(),
                all.size(),
                (int) all.stream()
                        .filter(one -> one.outcome() == Outcome.UNANSWERED)
                        .count(),
                (int) all.stream()
                        .filter(one -> one.outcome() == Outcome.BADLY_RATED)
                        .count(),
                all.stream().max(Comparator.comparing(Asked::at)).orElseThrow());
    }
}
