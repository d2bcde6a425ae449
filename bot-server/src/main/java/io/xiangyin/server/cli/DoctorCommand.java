package io.xiangyin.server.cli;

import io.xiangyin.knowledge.KnowledgeException;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.config.LlmSettings;
import io.xiangyin.server.llm.EndpointCheck;
import io.xiangyin.server.storage.Database;
import java.time.InstantSource;
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
        languageModel();
        return healthy ? 0 : 1;
    }

    /** Each endpoint by a real call of a few tokens. */
    private void languageModel() {
        LlmSettings settings;
        try {
            settings = BotHome.config(store.home()).llm();
        } catch (RuntimeException broken) {
            check("language model", () -> {
                throw broken;
            });
            return;
        }
        if (!settings.wanted()) {
            System.out.println("ok      language model: none configured; everything else works");
        }
        settings.endpoints()
                .forEach(endpoint ->
                        check("language model", () -> EndpointCheck.call(settings, endpoint, InstantSource.system())));
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
