package io.xiangyin.server.outbound;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Customer;
import io.xiangyin.core.ShopAction;
import io.xiangyin.dialog.flow.ActionDefinition;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs the actions written in Java, and hands the others on. A Java action has the same limits of time and number as HTTP. */
public final class ShopActions implements ActionRunner, AutoCloseable {
    private final Map<String, ActionDefinition> definitions;
    private final ActionRunner others;
    private final URLClassLoader jars;
    private final Map<String, ShopAction> actions = new TreeMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Turnstile turnstile = new Turnstile();

    /**
     * Loads the jars of a folder; absent means none.
     *
     * @param others runs what is not declared with {@code java}
     * @throws DefinitionException if a declared action is in no jar, or a jar is unusable
     */
    public ShopActions(Path folder, Map<String, ActionDefinition> definitions, ActionRunner others) {
        this.definitions = Map.copyOf(definitions);
        this.others = others;
        this.jars = new URLClassLoader(jarsIn(folder), ShopActions.class.getClassLoader());
        try {
            ServiceLoader.load(ShopAction.class, jars).forEach(action -> actions.put(action.name(), action));
        } catch (ServiceConfigurationError unusable) {
            throw new DefinitionException(folder.toString(), 0, "holds an action that cannot be loaded: " + unusable);
        }
        definitions.values().stream()
                .filter(definition -> definition.java() != null && !actions.containsKey(definition.java()))
                .findFirst()
                .ifPresent(missing -> {
                    throw new DefinitionException(
                            folder.toString(),
                            0,
                            "has no jar with the action '" + missing.java() + "' that flows/actions.yaml declares as '"
                                    + missing.name() + "'. Found: " + actions.keySet());
                });
    }

    private static URL[] jarsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new URL[0];
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(ShopActions::url)
                    .toArray(URL[]::new);
        } catch (IOException unreadable) {
            throw new DefinitionException(folder.toString(), 0, "cannot be listed: " + unreadable);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException everyFileHasOne) {
            throw new UncheckedIOException(everyFileHasOne);
        }
    }

    @Override
    public ActionOutcome run(Customer customer, ActionCall call) {
        ActionDefinition definition = definitions.get(call.action());
        ShopAction action = definition == null || definition.java() == null ? null : actions.get(definition.java());
        if (definition == null || action == null) {
            return others.run(customer, call);
        }
        return turnstile.pass(customer, definition, () -> attempt(action, definition, customer, call));
    }

    private ActionOutcome attempt(ShopAction action, ActionDefinition definition, Customer customer, ActionCall call)
            throws InterruptedException {
        Future<ActionOutcome> running = threads.submit(() -> action.run(customer, call));
        try {
            return running.get(definition.timeoutMs(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            running.cancel(true);
            return new ActionOutcome.Failed("no answer within " + definition.timeoutMs() + " ms");
        } catch (ExecutionException thrown) {
            return new ActionOutcome.Failed(String.valueOf(thrown.getCause()));
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        jars.close();
    }
}
