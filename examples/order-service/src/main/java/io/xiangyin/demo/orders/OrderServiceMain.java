package io.xiangyin.demo.orders;

import java.nio.file.Path;
import java.time.InstantSource;

/** Runs the order system in a process of its own: {@code --port N --db FILE}. */
public final class OrderServiceMain {

    private static final String USAGE =
            "Usage: OrderServiceMain [--port N] [--db FILE]   (8090 and orders.db unless given)";

    private OrderServiceMain() {}

    /**
     * Starts the service and leaves it running until the process is ended.
     *
     * @param args see the usage sentence, which {@code --help} prints
     */
    public static void main(String[] args) {
        int port = 8090;
        Path database = Path.of("orders.db");
        try {
            for (int i = 0; i < args.length; i += 2) {
                switch (args[i]) {
                    case "--port" -> port = port(value(args, i));
                    case "--db" -> database = Path.of(value(args, i));
                    case "--help" -> {
                        System.out.println(USAGE);
                        return;
                    }
                    default -> throw new IllegalArgumentException("Unknown option \"" + args[i] + "\".");
                }
            }
            OrderService service = OrderService.start("127.0.0.1", port, database, InstantSource.system());
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "order-service-close"));
            System.out.println("Order service on " + service.url() + ", data in " + database.toAbsolutePath());
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(1);
        }
    }

    private static String value(String[] args, int option) {
        if (option + 1 >= args.length) {
            throw new IllegalArgumentException("The option " + args[option] + " needs a value.");
        }
        return args[option + 1];
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // said below, together with numbers out of range
        }
        throw new IllegalArgumentException("The port must be a number from 0 to 65535, but it is \"" + value + "\".");
    }
}
