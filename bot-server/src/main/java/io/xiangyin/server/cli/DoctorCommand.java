package io.xiangyin.server.cli;

import io.xiangyin.knowledge.KnowledgeException;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.storage.Database;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the parts one by one. */
@Command(name = "doctor", description = "Checks configuration, knowledge, storage; exit code 1 if anything is broken.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store = new StoreOptions();

    private boolean healthy = true;

    @FunctionalInterface
    private interface Check {
        String run();
    }

    @Override
    public Integer call() {
        check("home folder", () -> {
            BotHome home = BotHome.read(store.home());
            if (!home.problems().isEmpty()) {
                throw new KnowledgeException(home.problems());
            }
            return home.articles().size() + " articles, " + home.flows().flows().size() + " flows in " + store.home();
        });
        check("knowledge index", () -> {
            BotHome home = BotHome.read(store.home());
            try (KnowledgeIndex index = KnowledgeIndex.build(home.articles(), home.text())) {
                return "answers from " + index.articles().size() + " articles";
            }
        });
        check("storage", () -> {
            try (Database database = Database.open(store.data())) {
                int events = database.jdbi()
                        .withHandle(handle -> handle.createQuery("SELECT count(*) FROM event")
                                .mapTo(Integer.class)
                                .one());
                return events + " events in " + store.data();
            }
        });
        String url = System.getenv("XIANGYIN_LLM_BASE_URL");
        System.out.println("ok      language model: "
                + (url == null
                        ? "none configured; everything else works"
                        : "configured, but this version does not use one"));
        return healthy ? 0 : 1;
    }

    private void check(String part, Check check) {
        try {
            System.out.println("ok      " + part + ": " + check.run());
        } catch (RuntimeException broken) {
            healthy = false;
            System.out.println("BROKEN  " + part + ": " + broken.getMessage());
        }
    }
}
