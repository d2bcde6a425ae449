package io.xiangyin.server;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the map of modules: who may know whom, and nothing else. */
class ArchitectureTest {
    private static final String ROOT = "io.xiangyin.";
    private static final Path DIAGRAM = Path.of("..", "docs", "architecture.md");
    private static final String BEGIN = "<!-- generated: modules -->";
    private static final String END = "<!-- /generated -->";

    /** Module by the first part of its packages, with the modules it may know. */
    private static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

    static {
        MAY_KNOW.put("core", Set.of());
        MAY_KNOW.put("channel", Set.of("core"));
        MAY_KNOW.put("knowledge", Set.of("core"));
        MAY_KNOW.put("dialog", Set.of("core"));
        MAY_KNOW.put("evaluator", Set.of("core"));
        MAY_KNOW.put("demo", Set.of());
        MAY_KNOW.put("server", Set.of("core", "channel", "knowledge", "dialog", "evaluator", "demo"));
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.xiangyin");

    static Set<String> modules() {
        return MAY_KNOW.keySet();
    }

    private static String module(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    private static List<JavaClass> classesOf(String module) {
        List<JavaClass> classes = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("io.xiangyin"))
                .filter(type -> module(type).equals(module))
                .toList();
        assertThat(classes).as("classes of module %s", module).hasSizeGreaterThan(3);
        return classes;
    }

    private static Set<String> known(String module) {
        return classesOf(module).stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(target -> target.getPackageName().startsWith(ROOT))
                .map(ArchitectureTest::module)
                .filter(other -> !other.equals(module))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_knows_only_those_it_may(String module) {
        assertThat(known(module)).isSubsetOf(MAY_KNOW.get(module));
    }

    @Test
    void the_core_knows_nothing_but_the_jdk_and_jspecify() {
        assertThat(classesOf("core"))
                .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
                .extracting(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getPackageName())
                .filteredOn(name -> !name.isEmpty())
                .allMatch(name -> name.startsWith("java.")
                        || name.startsWith("io.xiangyin.core")
                        || name.startsWith("org.jspecify"));
    }

    @Test
    void no_packages_know_each_other_in_a_circle() {
        assertThat(CLASSES).hasSizeGreaterThan(100);
        slices().matching("io.xiangyin.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_server_and_the_demos_own_service_touch_a_database() {
        List<String> users = CLASSES.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .anyMatch(name -> name.startsWith("java.sql") || name.startsWith("org.jdbi")))
                .map(ArchitectureTest::module)
                .distinct()
                .toList();
        assertThat(users).containsExactlyInAnyOrder("server", "demo");
    }

    @Test
    void the_diagram_in_the_docs_shows_the_modules_as_they_are() throws IOException {
        Map<String, Set<String>> edges = new TreeMap<>();
        MAY_KNOW.keySet().forEach(module -> edges.put(module, known(module)));
        StringBuilder diagram = new StringBuilder("```mermaid\ngraph TD\n");
        edges.forEach((from, targets) -> targets.forEach(to ->
                diagram.append("  ").append(from).append(" --> ").append(to).append('\n')));
        String drawn = BEGIN + "\n" + diagram + "```\n" + END;
        String docs = Files.readString(DIAGRAM);
        String updated =
                docs.substring(0, docs.indexOf(BEGIN)) + drawn + docs.substring(docs.indexOf(END) + END.length());
        if (Boolean.getBoolean("xiangyin.update")) {
            Files.writeString(DIAGRAM, updated);
        } else {
            assertThat(docs)
                    .as("docs/architecture.md is out of date; run the tests once with -Dxiangyin.update=true")
                    .isEqualTo(updated);
        }
    }
}
