package io.xiangyin.evaluator.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who may come, and what they say.
 *
 * @param words by act, whatever the goal
 * @param items what the goods are called, by order number of the seed
 */
public record Cast(List<Goal> goals, List<Persona> personas, Map<String, Wordings> words, Map<String, Wordings> items) {
    /** Words that every cast needs. */
    private static final List<String> NEEDED =
            List.of("yes", "decline", "withdraw", "resume", "notThis", "unknown", "human", "thanks");

    public Cast {
        goals = List.copyOf(goals);
        personas = List.copyOf(personas);
        words = Map.copyOf(words);
        items = Map.copyOf(items);
        if (goals.isEmpty() || personas.isEmpty()) {
            throw new IllegalArgumentException("simulated shoppers need at least one goal and one persona");
        }
        for (String needed : NEEDED) {
            if (!words.containsKey(needed)) {
                throw new IllegalArgumentException("the words for '" + needed + "' are missing; add them to words");
            }
        }
        for (Persona persona : personas) {
            for (String name : new String[] {persona.before(), persona.after()}) {
                if (name != null && !words.containsKey(name)) {
                    throw new IllegalArgumentException("persona " + persona.id() + " uses the words '" + name
                            + "', which are not among words; add them");
                }
            }
        }
    }

    /** The first so many shoppers of a seed: every goal with every persona in turn. */
    public List<Shopper> shoppers(int count, long seed) {
        return IntStream.range(0, count)
                .mapToObj(number -> shopper(number, seed))
                .toList();
    }

    private Shopper shopper(int number, long seed) {
        int round = number / goals.size();
        int which = number % goals.size();
        return new Shopper(number, seed, goals.get(which), personas.get((round + which) % personas.size()));
    }

    /** The shopper with this id in a run with this seed. */
    public Optional<Shopper> find(String id, long seed) {
        String[] parts = id.split("\\.", -1);
        if (parts.length != 3 || !parts[2].matches("\\d{1,7}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(parts[2]);
        Optional<Goal> goal =
                goals.stream().filter(one -> one.id().equals(parts[0])).findFirst();
        Optional<Persona> persona =
                personas.stream().filter(one -> one.id().equals(parts[1])).findFirst();
        return goal.flatMap(wanted -> persona.map(how -> new Shopper(number, seed, wanted, how)));
    }

    Wordings words(String name) {
        Wordings found = words.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there are no words '" + name + "'");
        }
        return found;
    }

    /** What the goods of an order are called; null if nothing is known of it. */
    public @Nullable Wordings item(@Nullable String order) {
        return order == null ? null : items.get(order);
    }
}
