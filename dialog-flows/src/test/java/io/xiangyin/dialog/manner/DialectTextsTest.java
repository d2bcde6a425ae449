package io.xiangyin.dialog.manner;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.flow.Slot;
import io.xiangyin.dialog.flow.SlotType;
import io.xiangyin.dialog.flow.Step;
import io.xiangyin.dialog.text.TextTable;
import io.xiangyin.dialog.understand.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the bot says in dialects, held against the glossary and against the Mandarin it stands for. */
class DialectTextsTest {
    private static final FlowBook FLOWS = FlowBook.read(Path.of("../examples/laojie/flows"));

    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    private record Said(String where, String words) {}

    @ParameterizedTest
    @FieldSource("io.xiangyin.dialog.understand.Words#DIALECTS")
    void no_text_uses_a_word_that_belongs_to_another_tongue(String dialect) {
        List<String> slips = new ArrayList<>();
        List<TextTable.Row> glossary = TextTable.resource("/io/xiangyin/dialog/dialect-glossary.tsv").stream()
                .filter(row -> row.get("dialect").equals(dialect))
                .toList();
        assertThat(glossary).hasSizeGreaterThan(15);
        for (Said said : texts(dialect)) {
            for (TextTable.Row row : glossary) {
                String left = said.words();
                for (String guard : row.list("guards")) {
                    left = left.replace(guard, "");
                }
                if (left.contains(row.filled("never"))) {
                    slips.add(said.where() + ": " + said.words() + " — not " + row.get("never") + " but "
                            + row.get("instead"));
                }
            }
        }
        assertThat(slips).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("io.xiangyin.dialog.understand.Words#DIALECTS")
    void every_wording_stands_for_a_text_that_there_is(String dialect) {
        assertThat(Words.phrases().keySet())
                .containsAll(Words.phrasesIn(dialect).keySet());
        assertThat(written()).containsAll(worded(dialect));
        assertThat(written()).containsAll(worded("elder"));
    }

    @ParameterizedTest
    @FieldSource("io.xiangyin.dialog.understand.Words#DIALECTS")
    void a_phrase_in_a_dialect_names_the_same_values(String dialect) {
        Words.phrasesIn(dialect)
                .forEach((key, said) -> assertThat(places(said))
                        .as(key)
                        .isEqualTo(places(Words.phrases().getOrDefault(key, ""))));
    }

    private static Set<String> worded(String tone) {
        return FLOWS.texts().byTone().getOrDefault(tone, Map.of()).keySet();
    }

    private static Set<String> places(String text) {
        Set<String> places = new HashSet<>();
        Matcher found = PLACE.matcher(text);
        while (found.find()) {
            places.add(found.group());
        }
        return places;
    }

    private static List<Said> texts(String dialect) {
        Stream<Said> phrases = Words.phrasesIn(dialect).entrySet().stream()
                .map(phrase -> new Said(phrase.getKey(), phrase.getValue()));
        Stream<Said> flows = FLOWS.texts().byTone().getOrDefault(dialect, Map.of()).entrySet().stream()
                .map(text -> new Said("flows", text.getValue()));
        Stream<Said> repair = FLOWS.repair().responses().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .flatMap(response ->
                                Stream.ofNullable(response.text().byTone().get(dialect)))
                        .map(text -> new Said(entry.getKey().name(), text)));
        return Stream.of(phrases, flows, repair)
                .flatMap(said -> said)
                .map(said -> new Said(said.where(), said.words().replaceAll("\\{[^}]*}", "")))
                .toList();
    }

    /** Every text, title and option of the flows as it stands in their files. */
    private static Set<String> written() {
        Set<String> written = new HashSet<>();
        FLOWS.repair().responses().values().stream().flatMap(List::stream).forEach(response -> {
            written.add(response.text().usual());
            response.choices().forEach(choice -> written.add(choice.title()));
        });
        for (Flow flow : FLOWS.flows().values()) {
            written.add(flow.title());
            for (Slot slot : flow.slots().values()) {
                written.add(slot.ask().usual());
                written.add(slot.reask().usual());
                if (slot.type() instanceof SlotType.Choice choice) {
                    choice.options().forEach(option -> written.add(option.title()));
                }
            }
            for (Step step : flow.steps().values()) {
                switch (step) {
                    case Step.Say say -> {
                        written.add(say.text().usual());
                        say.choices().forEach(choice -> written.add(choice.title()));
                        if (say.card() != null) {
                            written.add(say.card().title());
                            written.addAll(say.card().rows().keySet());
                        }
                    }
                    case Step.HandOff handOff -> written.add(handOff.text().usual());
                    case Step.Form form -> written.add(form.ask().usual());
                    default -> {
                        // says nothing of its own
                    }
                }
            }
        }
        return written;
    }
}
