package io.xiangyin.dialog.flow;

import io.xiangyin.core.Tone;
import io.xiangyin.dialog.text.TextTable;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The flows' texts in other tones, text by text, so that the flow files stay readable: {@code flows/texts/yue.tsv} says
 * them in Cantonese, {@code elder.tsv} for elder mode. A text keeps its own tone where the flow file gives it one.
 *
 * @param byTone for each tone the wording by the text it stands for
 */
public record Texts(Map<String, Map<String, String>> byTone) {
    private static final String ENDING = ".tsv";

    public Texts {
        byTone = Map.copyOf(byTone);
    }

    /**
     * Reads {@code texts/*.tsv} below the folder; columns {@code text} and {@code said}.
     *
     * @throws DefinitionException if a wording names a value that its text does not; file and line
     */
    static Texts read(Path folder) {
        Path texts = folder.resolve("texts");
        if (!Files.isDirectory(texts)) {
            return new Texts(Map.of());
        }
        Map<String, Map<String, String>> byTone = new HashMap<>();
        try (Stream<Path> files = Files.list(texts)) {
            for (Path file : files.filter(one -> one.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                byTone.put(name.substring(0, name.length() - ENDING.length()), wordings(file));
            }
        } catch (IOException unreadable) {
            throw new DefinitionException(texts.toString(), 0, "cannot be read: " + unreadable);
        }
        return new Texts(byTone);
    }

    private static Map<String, String> wordings(Path file) {
        Map<String, String> wordings = new HashMap<>();
        for (TextTable.Row row : TextTable.read(file)) {
            String text = row.filled("text");
            String said = row.filled("said");
            Set<String> unknown = new HashSet<>(Scope.places(said));
            unknown.removeAll(Scope.places(text));
            if (!unknown.isEmpty()) {
                throw new DefinitionException(
                        row.file(),
                        row.line(),
                        "'said' names " + unknown + ", which its 'text' does not. Name only " + Scope.places(text));
            }
            if (wordings.put(text, said) != null) {
                throw new DefinitionException(row.file(), row.line(), "this text is worded twice. Remove one row");
            }
        }
        return wordings;
    }

    /** A text of a flow in a tone: in the dialect if there is wording for it, else for the old, else as it is. */
    public String say(Text text, Tone tone) {
        String usual = text.usual();
        for (String wanted : tones(tone)) {
            String own = text.byTone().get(wanted);
            if (own != null) {
                return own;
            }
            String worded = byTone.getOrDefault(wanted, Map.of()).get(usual);
            if (worded != null) {
                return worded;
            }
        }
        return usual;
    }

    /** A title in a tone. */
    public String say(String title, Tone tone) {
        return say(Text.of(title), tone);
    }

    private static List<String> tones(Tone tone) {
        return Stream.concat(Stream.ofNullable(tone.dialect()), tone.elder() ? Stream.of(Text.ELDER) : Stream.of())
                .toList();
    }
}
