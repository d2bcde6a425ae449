package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import io.vertx.core.json.JsonArray;
import io.xiangyin.server.privacy.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Has simulated shoppers say the same in words nobody wrote beforehand. What they must tell is still in it, or they say
 * it as it was written.
 */
public final class ShopperWording {
    private static final int TOKENS = 200;
    private static final int LONGEST = 200;

    private final BatchModel model;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    public ShopperWording(BatchModel model) {
        this.model = model;
    }

    /**
     * A text in other words; the same text by the same kind of shopper always in the same.
     *
     * @param persona how the shopper speaks
     * @param keep words of the text that must stay as they are
     */
    public String say(String text, String persona, List<String> keep) {
        String key = persona + "\n" + text;
        String before = known.get(key);
        if (before != null) {
            return before;
        }
        Facts facts = Facts.in(text);
        String words = facts == null ? text : words(facts, persona, keep).orElse(text);
        known.put(key, words);
        return words;
    }

    private Optional<String> words(Facts facts, String persona, List<String> keep) {
        Briefing briefing = new Briefing(new Mask(List.of()))
                .known("text", facts.template())
                .known("persona", persona)
                .known("keep", new JsonArray(keep));
        return model.ask("shopper", briefing, ResponseFormat.TEXT, TOKENS).flatMap(answer -> {
            String objection = objection(facts, answer, keep);
            if (objection != null) {
                model.count("refused:" + objection);
            }
            return objection == null ? Optional.of(facts.fill(answer)) : Optional.empty();
        });
    }

    private static @Nullable String objection(Facts facts, String answer, List<String> keep) {
        if (answer.length() > LONGEST || answer.contains("\n")) {
            return "long";
        }
        if (!keep.stream().filter(facts.template()::contains).allMatch(answer::contains)) {
            return "kept";
        }
        return OutputFilter.refuses(answer, List.of()).orElseGet(() -> facts.survives(answer));
    }
}
