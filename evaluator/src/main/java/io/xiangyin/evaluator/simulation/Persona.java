package io.xiangyin.evaluator.simulation;

import org.jspecify.annotations.Nullable;

/**
 * How a simulated shopper is.
 *
 * @param style which wordings they use
 * @param patience how many annoyances they bear before they want a human
 * @param elder whether the shop knows them as old and has switched large type on
 * @param before name of the words they put before what they came for; null for none
 * @param after name of the words they put behind it; null for none
 * @param thanks whether they say thanks before they go
 * @param changesMind whether they take back what they want when asked to confirm, and then want it after all
 * @param mayEscalate whether a human may be called for them although their goal needs none: for the angry
 */
public record Persona(
        String id,
        String title,
        String style,
        int patience,
        boolean elder,
        @Nullable String before,
        @Nullable String after,
        boolean thanks,
        boolean changesMind,
        boolean mayEscalate) {}
