package io.xiangyin.server.report;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.StaffApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The figures that {@code xiangyin simulate} left in the data folder last, for the manager's page. */
public final class SimulationApi {
    private final Path file;
    private final StaffApi staff;

    /** @param data the data folder */
    public SimulationApi(Path data, StaffApi staff) {
        this.file = data.resolve("simulation").resolve("figures.json");
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
    }

    private Answer last(Call call) {
        staff.require(call, Permission.REPORTS);
        try {
            return Answer.ok(
                    new JsonObject().put("run", Files.exists(file) ? new JsonObject(Files.readString(file)) : null));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
