package io.xiangyin.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Customer;
import io.xiangyin.core.ShopAction;
import io.xiangyin.dialog.flow.ActionDefinition;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar in the bot's folder does what HTTP cannot, under the same rules. */
class ShopActionsTest {
    private static final Customer WANG = new Customer("c-1001", null, Map.of(), true);
    private static final Customer STRANGER = new Customer("c-1001", null, Map.of(), false);

    @TempDir
    private Path folder;

    @BeforeEach
    void jar() throws IOException {
        jar("points.jar", PointsAction.class, NeverAction.class, BrokenAction.class);
    }

    /** Waits until it is interrupted. */
    public static final class NeverAction implements ShopAction {
        @Override
        public String name() {
            return "never";
        }

        @Override
        public ActionOutcome run(Customer customer, ActionCall call) throws InterruptedException {
            new CountDownLatch(1).await();
            return new ActionOutcome.Succeeded(Map.of());
        }
    }

    /** Throws. */
    public static final class BrokenAction implements ShopAction {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public ActionOutcome run(Customer customer, ActionCall call) {
            throw new IllegalStateException("out of order");
        }
    }

    private void jar(String name, Class<?>... actions) throws IOException {
        StringBuilder services = new StringBuilder();
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Class<?> action : actions) {
                String path = action.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(path));
                try (InputStream in = action.getClassLoader().getResourceAsStream(path)) {
                    jar.write(Objects.requireNonNull(in, path).readAllBytes());
                }
                services.append(action.getName()).append('\n');
            }
            jar.putNextEntry(new JarEntry("META-INF/services/" + ShopAction.class.getName()));
            jar.write(services.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Map<String, ActionDefinition> declared(String actions) throws IOException {
        Path flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("actions.yaml"), "actions:\n" + actions);
        return FlowBook.read(flows).actions();
    }

    private ActionOutcome run(String java, Customer customer, Map<String, String> arguments) throws IOException {
        var definitions = declared("  it: {java: " + java + ", with: [year], changes: false, timeoutMs: 200}\n");
        try (ShopActions actions = new ShopActions(folder, definitions, (_, _) -> new ActionOutcome.Failed("http"))) {
            return actions.run(customer, new ActionCall("it", arguments, "key", false, "points"));
        }
    }

    @Test
    void it_gets_the_customer_and_the_arguments() throws IOException {
        assertThat(run("points", WANG, Map.of("year", "2026")))
                .isEqualTo(new ActionOutcome.Succeeded(Map.of("points", 1200, "customer", "c-1001")));
        assertThat(run("points", WANG, Map.of())).isEqualTo(new ActionOutcome.Refused("no-year", ""));
    }

    @Test
    void a_visitor_nobody_vouched_for_is_refused_without_a_call() throws IOException {
        assertThat(run("broken", STRANGER, Map.of())).isEqualTo(new ActionOutcome.Refused("not-verified", ""));
    }

    @Test
    void whatever_it_throws_and_however_long_it_takes_the_flow_goes_on() throws IOException {
        assertThat(run("broken", WANG, Map.of()))
                .isEqualTo(new ActionOutcome.Failed("java.lang.IllegalStateException: out of order"));
        assertThat(run("never", WANG, Map.of())).isEqualTo(new ActionOutcome.Failed("no answer within 200 ms"));
    }

    @Test
    void an_action_over_http_is_handed_on() throws IOException {
        var definitions = declared("  it: {service: shop, get: /it}\n");
        try (ShopActions actions = new ShopActions(folder, definitions, (_, _) -> new ActionOutcome.Failed("http"))) {
            assertThat(actions.run(WANG, new ActionCall("it", Map.of(), "key", false, "it")))
                    .isEqualTo(new ActionOutcome.Failed("http"));
        }
    }

    @Test
    void an_action_in_no_jar_is_told_at_the_start() throws IOException {
        var definitions = declared("  it: {java: pionts}\n");
        assertThatThrownBy(() -> new ShopActions(folder, definitions, (_, _) -> new ActionOutcome.Failed("http")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("has no jar with the action 'pionts' that flows/actions.yaml declares as 'it'")
                .hasMessageContaining("Found: [broken, never, points]");
    }
}
