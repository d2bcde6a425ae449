package io.xiangyin.evaluator.simulation;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated shopper comes for, and what shows that they got it.
 *
 * @param customer id in the shop's seed whose copy the shopper is
 * @param order number in the seed of the order it is about; null for a question about none
 * @param wants how that order must look at the end: value by path, {@code ~} before it for "contains"
 * @param mayChange parts of the order that may change although the goal does not need it
 * @param told what must have been said, each found in some reply
 * @param cites articles one of which must have been cited; empty for any
 * @param needsHuman only a person may settle it; otherwise the bot must do without
 * @param picks pieces of the titles the shopper takes when several matters are offered
 * @param urgent the person must be called at the first word
 * @param facts what the shopper knows, by what is asked
 */
public record Goal(
        String id,
        String title,
        String customer,
        @Nullable String order,
        Map<String, String> wants,
        List<String> mayChange,
        List<Pattern> told,
        List<String> cites,
        List<String> picks,
        boolean needsHuman,
        boolean urgent,
        Wordings openings,
        Map<String, Wordings> facts) {

    public Goal {
        wants = Map.copyOf(wants);
        mayChange = List.copyOf(mayChange);
        told = List.copyOf(told);
        cites = List.copyOf(cites);
        picks = List.copyOf(picks);
        facts = Map.copyOf(facts);
        if (!needsHuman && wants.isEmpty() && told.isEmpty() && cites.isEmpty()) {
            throw new IllegalArgumentException("goal " + id
                    + " needs 'wants', 'told', 'cites' or 'human: required', or nobody can tell it was met");
        }
    }

    /** Whether what was said is what the shopper came to hear. */
    boolean heardIn(List<Heard> all) {
        boolean said = told.stream()
                .allMatch(pattern -> all.stream()
                        .anyMatch(heard -> heard.texts().stream()
                                .anyMatch(text -> pattern.matcher(text).find())));
        return said
                && (cites.isEmpty()
                        || all.stream().anyMatch(heard -> heard.cites().stream().anyMatch(cites::contains)));
    }
}
