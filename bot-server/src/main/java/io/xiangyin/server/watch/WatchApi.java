package io.xiangyin.server.watch;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.server.staff.Permission;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.StaffApi;
import java.time.InstantSource;

/** The alerts over HTTP. */
public final class WatchApi {
    private static final int MOST = 100;

    private final Watch watch;
    private final StaffApi staff;
    private final InstantSource clock;

    public WatchApi(Watch watch, StaffApi staff, InstantSource clock) {
        this.watch = watch;
        this.staff = staff;
        this.clock = clock;
    }

    public void register(Api api) {
        api.add(
                Operation.get("/alerts", "listAlerts", STAFF, "Alerts, those that last first, then the newest."),
                this::list);
        api.add(
                Operation.post(
                        "/alerts/{id}/acknowledge",
                        "acknowledgeAlert",
                        STAFF,
                        "Says that somebody takes care of it; the first one stays.",
                        200,
                        Field.text("note", 500, "What is done about it.").optional()),
                this::acknowledge);
    }

    private Answer list(Call call) {
        admit(call);
        JsonArray alerts = new JsonArray();
        watch.alerts().list(MOST).forEach(alert -> alerts.add(watch.words().json(alert)));
        return Answer.ok(new JsonObject().put("alerts", alerts));
    }

    private Answer acknowledge(Call call) {
        Staff who = admit(call);
        String given = call.path("id");
        long id = given.matches("\\d{1,18}") ? Long.parseLong(given) : -1;
        watch.alerts().acknowledge(id, who.name(), call.body().getString("note"), clock.instant());
        return Answer.ok(watch.words().json(watch.alerts().find(id).orElseThrow(Problem::notFound)));
    }

    private Staff admit(Call call) {
        return staff.require(call, Permission.REPORTS);
    }
}
