package io.xiangyin.dialog.yaml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A place in a YAML file. Reading it checks it: what is missing, of the wrong shape or unknown becomes a
 * {@link DefinitionException} that names file and line.
 */
public final class YamlNode {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(20)
            .setCodePointLimit(2_000_000)
            .build();

    private final String file;
    private final Node node;

    private YamlNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** Reads a file that must hold one YAML document. */
    public static YamlNode read(Path path) {
        try {
            return parse(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new DefinitionException(
                    path.toString(), 0, "cannot be read as UTF-8 text: " + unreadable + ". Save it as UTF-8");
        }
    }

    /** Parses a text that must hold one YAML document. */
    public static YamlNode parse(String file, String text) {
        try {
            Node root = new Compose(SETTINGS)
                    .composeString(text)
                    .orElseThrow(() -> new DefinitionException(file, 0, "is empty. Write its content or delete it"));
            return new YamlNode(file, root);
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new DefinitionException(file, line, "is not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            throw new DefinitionException(file, 0, "is not YAML: " + malformed.getMessage());
        }
    }

    public String file() {
        return file;
    }

    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** An error at this place; the caller throws it. */
    public DefinitionException error(String problem) {
        return new DefinitionException(file, line(), problem);
    }

    /** Refuses keys that are not among the known ones, so that a misspelt key is not silently ignored. */
    public YamlNode allow(String... keys) {
        Set<String> known = Set.of(keys);
        for (Map.Entry<String, YamlNode> entry : entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw entry.getValue()
                        .error("unknown key '" + entry.getKey() + "'. Known here: " + String.join(", ", keys));
            }
        }
        return this;
    }

    /** The children of a mapping, in order. */
    public Map<String, YamlNode> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw error("expected a mapping of 'key: value' lines");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode());
            if (entries.put(key.text(), new YamlNode(file, tuple.getValueNode())) != null) {
                throw key.error("'" + key.text() + "' is here twice. Keep one");
            }
        }
        return entries;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The items of a list. */
    public List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("expected a list, one item per '- ' line");
        }
        List<YamlNode> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new YamlNode(file, item)));
        return items;
    }

    /** The child with this key, or null. */
    public @Nullable YamlNode find(String key) {
        return entries().get(key);
    }

    /** The child with this key; an error if absent. */
    public YamlNode get(String key) {
        YamlNode child = find(key);
        if (child == null) {
            throw error("'" + key + "' is missing here. Add it");
        }
        return child;
    }

    /** A scalar as text. */
    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("expected a single value");
        }
        return scalar.getValue();
    }

    public String text(String key) {
        String text = get(key).text();
        if (text.isBlank()) {
            throw get(key).error("'" + key + "' is empty. Write its text");
        }
        return text;
    }

    public String text(String key, String otherwise) {
        return find(key) == null ? otherwise : text(key);
    }

    /** A whole number in a range. */
    public int integer(String key, int otherwise, int least, int most) {
        YamlNode child = find(key);
        if (child == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(child.text());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // reported below with the range
        }
        throw child.error(
                "'" + key + "' takes a whole number from " + least + " to " + most + ", found '" + child.text() + "'");
    }

    /** {@code true} or {@code false}. */
    public boolean bool(String key, boolean otherwise) {
        YamlNode child = find(key);
        if (child == null) {
            return otherwise;
        }
        return switch (child.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw child.error("'" + key + "' takes true or false, found '" + child.text() + "'");
        };
    }

    /** A list of texts; a single text counts as a list of one. */
    public List<String> texts() {
        return isList() ? items().stream().map(YamlNode::text).toList() : List.of(text());
    }

    public List<String> texts(String key) {
        YamlNode child = find(key);
        return child == null ? List.of() : child.texts();
    }
}
