package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All flows and actions of a bot, read from its {@code flows/} folder and checked against each other. */
public record FlowBook(Map<String, Flow> flows, Map<String, ActionDefinition> actions) {
    private static final String ACTIONS = "actions.yaml";

    /**
     * Reads {@code *.yaml} in the folder; {@code actions.yaml} declares the actions.
     *
     * @throws DefinitionException at the first mistake, with file, line and remedy; nothing is loaded then
     */
    public static FlowBook read(Path folder) {
        Map<String, ActionDefinition> actions = Files.exists(folder.resolve(ACTIONS))
                ? ActionDefinition.readAll(YamlNode.read(folder.resolve(ACTIONS)))
                : Map.of();
        Map<String, Flow> flows = new LinkedHashMap<>();
        Map<String, YamlNode> roots = new HashMap<>();
        for (Path file : files(folder)) {
            YamlNode root = YamlNode.read(file);
            Flow flow = Flow.read(root, actions);
            if (flows.put(flow.name(), flow) != null) {
                throw root.get("flow").error("another file defines flow '" + flow.name() + "' already");
            }
            roots.put(flow.name(), root);
        }
        flows.values().forEach(flow -> refuseUnknownStarts(flow, flows, roots));
        return new FlowBook(flows, actions);
    }

    private static void refuseUnknownStarts(Flow flow, Map<String, Flow> flows, Map<String, YamlNode> roots) {
        YamlNode root = roots.get(flow.name());
        for (Step step : flow.steps().values()) {
            if (root != null && step instanceof Step.Start start && !flows.containsKey(start.flow())) {
                throw FlowReader.place(root, start.flow())
                        .error("there is no flow '" + start.flow() + "'. Flows: " + String.join(", ", flows.keySet()));
            }
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith(ACTIONS))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new DefinitionException(folder.toString(), 0, "cannot be read: " + unreadable);
        }
    }

    /** Ids of all articles that flows cite. */
    public Set<String> cited() {
        return flows.values().stream()
                .flatMap(flow -> flow.steps().values().stream())
                .flatMap(step -> step instanceof Step.Say say ? say.cite().stream() : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** Names of the actions that change something outside. */
    public Set<String> mutating() {
        return actions.values().stream()
                .filter(ActionDefinition::mutates)
                .map(ActionDefinition::name)
                .collect(Collectors.toSet());
    }
}
