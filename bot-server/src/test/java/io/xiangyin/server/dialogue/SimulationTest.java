package io.xiangyin.server.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.evaluator.simulation.Cast;
import io.xiangyin.evaluator.simulation.Comparison;
import io.xiangyin.evaluator.simulation.Finding;
import io.xiangyin.evaluator.simulation.Gate;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.Shopper;
import io.xiangyin.evaluator.simulation.SimulationReport;
import io.xiangyin.server.DemoHome;
import io.xiangyin.server.simulation.SimulationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated shoppers on the real engine, against the real order service. */
class SimulationTest {
    private static final int GOALS = 29;

    @TempDir
    private Path folder;

    private final Cast cast = CastReader.read(DemoHome.FOLDER);

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void every_goal_comes_with_every_persona_in_turn() {
        List<Shopper> all = cast.shoppers(GOALS * cast.personas().size(), 7);
        assertThat(cast.goals()).hasSize(GOALS);
        assertThat(all.stream().map(one -> one.goal().id() + one.persona().id()).distinct())
                .hasSize(all.size());
        Shopper some = all.get(40);
        assertThat(cast.find(some.id(), 7)).contains(some);
        assertThat(cast.find("return-kettle.nobody.1", 7)).isEmpty();
    }

    @Test
    void the_same_seed_makes_the_same_dialogues_and_shoppers_do_not_disturb_each_other()
            throws IOException, InterruptedException {
        List<Shopper> shoppers = cast.shoppers(GOALS * 2, 7);
        List<Result> once = SimulationRun.play(DemoHome.FOLDER, null, cast, shoppers);
        List<Result> again = SimulationRun.play(DemoHome.FOLDER, null, cast, shoppers);
        List<Result> alone = SimulationRun.play(DemoHome.FOLDER, null, cast, shoppers.subList(11, 12));
        assertThat(again).isEqualTo(once);
        assertThat(alone).containsExactly(once.get(11));
        assertThat(once).allSatisfy(result -> assertThat(result.lines()).hasSizeGreaterThanOrEqualTo(2));
        assertThat(once).filteredOn(result -> result.goal().equals("scald")).allMatch(Result::human);

        SimulationFiles.write(folder, new SimulationFiles.Run(7, SimulationReport.of(once), once));
        assertThat(SimulationFiles.read(folder)).isEqualTo(once);
        assertThat(Comparison.of(again, SimulationFiles.read(folder)).p()).isEqualTo(1);
        new SimulationPage(SimulationReport.of(once), once, cast, null).write(folder);
        assertThat(folder.resolve("index.html")).content().contains("七天无理由退货", "说粤语的人");
    }

    @Test
    void a_saved_dialogue_is_a_test_that_fails_while_the_bot_fails() throws IOException {
        Result failed = new Result(
                "return-kettle.plain.0",
                "return-kettle",
                "plain",
                false,
                false,
                1,
                List.of(Finding.GOAL_MISSED),
                List.of(new Result.Line("shopper", "我要退水壶")));
        Path saved = file("saved.yaml", SimulatedTest.of(failed, 7));
        Played played =
                DialogueRun.play(DemoHome.FOLDER, null, DialogueRun.read(saved)).getFirst();
        assertThat(played.difference()).isNull();
        assertThat(played.transcript()).extracting(Played.Line::who).contains("shopper", "bot");

        Path nobody = file("nobody.yaml", SimulatedTest.of(failed, 7).replace("id: return-kettle.", "id: other."));
        assertThat(DialogueRun.play(DemoHome.FOLDER, null, DialogueRun.read(nobody))
                        .getFirst()
                        .difference())
                .contains("nobody.yaml:", "no simulated shopper 'other.plain.0'");
    }

    @Test
    void a_bot_that_does_not_know_how_to_return_goods_does_worse_and_the_difference_is_shown()
            throws IOException, InterruptedException {
        List<Shopper> shoppers = cast.shoppers(GOALS * 3, 7).stream()
                .filter(one -> one.goal().id().startsWith("return-kettle"))
                .toList();
        List<Result> good = SimulationRun.play(DemoHome.FOLDER, null, cast, shoppers);
        List<Result> poor = SimulationRun.play(withoutReturns(), null, cast, shoppers);
        Comparison comparison = Comparison.of(poor, good);
        assertThat(comparison.broken()).hasSizeGreaterThan(2);
        assertThat(comparison.fixed()).isEmpty();
        assertThat(new Gate(0.9, 0, 0, 0, Map.of()).missed(SimulationReport.of(poor)))
                .hasSize(1);
    }

    /** The demo shop with a flow that tells shoppers returns are done and does nothing. */
    private Path withoutReturns() throws IOException {
        Path home = DemoHome.copy(folder.resolve("home"));
        Path flow = home.resolve("flows/return.yaml");
        String steps = Files.readString(flow);
        Files.writeString(
                flow,
                steps.substring(0, steps.indexOf("steps:"))
                        + "steps:\n  - say: 退货已经办好了，请放心。\n  - id: done\n    end: completed\n");
        return home;
    }

    @Test
    void mistakes_in_files_are_told_with_line_and_remedy() throws IOException {
        Files.createDirectories(folder.resolve("simulation"));
        Path goals = folder.resolve("simulation/goals.yaml");
        Files.writeString(goals, "goals:\n  x:\n    title: 退\n    customer: c-1001\n    openings: {plain: [退]}\n");
        assertThatThrownBy(() -> CastReader.read(folder))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("goals.yaml:3")
                .hasMessageContaining("nobody can tell it was met");
        Files.writeString(goals, "goals:\n  x:\n    title: 退\n    custmer: c-1001\n");
        assertThatThrownBy(() -> CastReader.read(folder)).hasMessageContaining("unknown key 'custmer'");
        assertThatThrownBy(() -> SimulationFiles.gate(file("gate.yaml", "success: 1.5\n")))
                .hasMessageContaining("gate.yaml:1")
                .hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> SimulationFiles.gate(file("gate.yaml", "most: {NONSENSE: 0}\n")))
                .hasMessageContaining("'NONSENSE' is no finding");
    }
}
