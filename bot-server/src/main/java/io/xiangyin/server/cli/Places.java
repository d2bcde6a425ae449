package io.xiangyin.server.cli;

import java.nio.file.Path;

/** Where things are when the command line does not say. The launcher passes the checkout as {@code xiangyin.root}. */
final class Places {
    private Places() {}

    private static Path root() {
        return Path.of(System.getProperty("xiangyin.root", "."));
    }

    static Path demoHome() {
        return root().resolve("examples/laojie");
    }

    static Path data() {
        return root().resolve("data");
    }
}
