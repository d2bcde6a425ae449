package io.xiangyin.server.cli;

import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.Staff.Role;
import io.xiangyin.server.staff.StaffAccounts;
import io.xiangyin.server.storage.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a sign-in or changes it; the password comes from the environment, never from the command line. */
@Command(
        name = "staff",
        description = "Creates or changes a sign-in; the password is read from XIANGYIN_STAFF_PASSWORD.")
final class StaffCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "USERNAME", description = "Sign-in name.")
    private String username = "";

    @Option(names = "--name", required = true, description = "Name shown to shoppers.")
    private String name = "";

    @Option(
            names = "--roles",
            split = ",",
            required = true,
            description = "agent, supervisor, manager, admin; several with commas.")
    private Set<Role> roles = Set.of();

    @Option(names = "--skills", split = ",", description = "Such as yue for Cantonese; several with commas.")
    private List<String> skills = List.of();

    @Override
    public Integer call() {
        String password = System.getenv("XIANGYIN_STAFF_PASSWORD");
        if (password == null) {
            throw new IllegalArgumentException("Set XIANGYIN_STAFF_PASSWORD to the password, at least 8 characters.");
        }
        try (Database database = Database.open(store.data())) {
            new StaffAccounts(database.jdbi(), InstantSource.system())
                    .put(new Staff(username, name, roles, skills), password);
        }
        System.out.println(username + " can sign in; open sessions of this name were ended.");
        return 0;
    }
}
