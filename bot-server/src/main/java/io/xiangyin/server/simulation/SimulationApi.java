package io.xiangyin.server.simulation;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.evaluator.simulation.Finding;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.StaffApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code xiangyin simulate} left in the data folder last, for the manager's page. */
public final class SimulationApi {
    /** More than anybody reads at a sitting. */
    private static final int MOST = 50;

    private final Path folder;
    private final StaffApi staff;

    /** @param data the data folder */
    public SimulationApi(Path data, StaffApi staff) {
        this.folder = data.resolve("simulation");
        this.staff = staff;
    }

    public void register(Api api) {
        api.add(
                Operation.get(
                        "/reports/simulation",
                        "getSimulation",
                        STAFF,
                        "The last simulation's figures, with those of the version it was compared with; null before the"
                                + " first."),
                this::last);
        api.add(
                Operation.get(
                        "/reports/simulation/dialogues",
                        "listSimulatedDialogues",
                        STAFF,
                        "Dialogues of the last simulation with how many they are, those that went wrong first; at most 50"
                                + " are listed.",
                        "persona: Only those of shoppers like this, such as elder."),
                this::dialogues);
    }

    private Answer last(Call call) {
        staff.require(call, Permission.REPORTS);
        Path file = folder.resolve("figures.json");
        try {
            return Answer.ok(
                    new JsonObject().put("run", Files.exists(file) ? new JsonObject(Files.readString(file)) : null));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Answer dialogues(Call call) {
        staff.require(call, Permission.REPORTS);
        String persona = call.query("persona");
        List<Result> all = results().stream()
                .filter(result -> persona == null || persona.equals(result.persona()))
                .sorted(Result.WORST_FIRST)
                .toList();
        JsonArray shown = new JsonArray();
        all.stream().limit(MOST).map(SimulationApi::shown).forEach(shown::add);
        return Answer.ok(new JsonObject().put("total", all.size()).put("dialogues", shown));
    }

    private List<Result> results() {
        try {
            return SimulationFiles.holdsRun(folder) ? SimulationFiles.read(folder) : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonObject shown(Result result) {
        JsonArray lines = new JsonArray();
        result.lines()
                .forEach(line ->
                        lines.add(new JsonObject().put("who", line.who()).put("text", line.text())));
        return new JsonObject()
                .put("id", result.id())
                .put("goal", result.goal())
                .put("persona", result.persona())
                .put("turns", result.turns())
                .put("success", result.success())
                .put(
                        "findings",
                        new JsonArray(
                                result.findings().stream().map(Finding::title).toList()))
                .put("lines", lines);
    }
}
