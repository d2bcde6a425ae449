package io.xiangyin.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Router;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.PerMinute;
import io.xiangyin.channel.web.ConversationTokens;
import io.xiangyin.channel.web.ConversationViews;
import io.xiangyin.channel.web.Identities;
import io.xiangyin.channel.web.LiveFeed;
import io.xiangyin.channel.web.ShopperApi;
import io.xiangyin.channel.web.ShopperSocket;
import io.xiangyin.channel.web.WebChannel;
import io.xiangyin.core.Channel;
import io.xiangyin.core.DialoguePolicy;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Manner;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reception;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.desk.Desk;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.core.routing.WaitForecast;
import io.xiangyin.core.turn.Backoff;
import io.xiangyin.core.turn.ConversationLanes;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.core.turn.Later;
import io.xiangyin.core.turn.Outbox;
import io.xiangyin.core.turn.Silences;
import io.xiangyin.core.turn.TurnProcessor;
import io.xiangyin.dialog.care.EmotionClassifier;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.IntentExamples;
import io.xiangyin.dialog.intent.PinyinReader;
import io.xiangyin.dialog.manner.CaringManner;
import io.xiangyin.dialog.manner.TonedPolicy;
import io.xiangyin.dialog.policy.FlowPolicy;
import io.xiangyin.dialog.policy.Limits;
import io.xiangyin.dialog.policy.Repairs;
import io.xiangyin.dialog.understand.RuleUnderstander;
import io.xiangyin.dialog.understand.SlotMatcher;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.Vectors;
import io.xiangyin.server.config.BotConfig;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.config.EmbeddingSettings;
import io.xiangyin.server.demo.Demo;
import io.xiangyin.server.embedding.EmbeddingSource;
import io.xiangyin.server.embedding.Embeddings;
import io.xiangyin.server.embedding.KeepingEmbeddingModel;
import io.xiangyin.server.http.WebServer;
import io.xiangyin.server.knowledge.LiveKnowledge;
import io.xiangyin.server.llm.LanguageModels;
import io.xiangyin.server.outbound.HeldNews;
import io.xiangyin.server.outbound.HttpActionRunner;
import io.xiangyin.server.outbound.McpActions;
import io.xiangyin.server.outbound.ShopActions;
import io.xiangyin.server.outbound.ShopNews;
import io.xiangyin.server.routing.Dispatcher;
import io.xiangyin.server.staff.AuditTrail;
import io.xiangyin.server.staff.ConversationGate;
import io.xiangyin.server.staff.DeskQueue;
import io.xiangyin.server.staff.HandoverCards;
import io.xiangyin.server.staff.Presence;
import io.xiangyin.server.staff.SignedIdentities;
import io.xiangyin.server.staff.StaffAccounts;
import io.xiangyin.server.staff.StaffApi;
import io.xiangyin.server.staff.StaffSocket;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import io.xiangyin.server.storage.SqliteVectorStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product, wired. Reads from top to bottom in the order in which things need each other; what is started is
 * closed in reverse.
 */
public final class XiangyinServer implements AutoCloseable {
    /** The product's version. */
    public static final String VERSION = "0.1.0";

    private static final Logger LOG = LoggerFactory.getLogger(XiangyinServer.class);
    private static final int CONVERSATIONS_KEPT = 20_000;
    private static final int QUESTIONS_REMEMBERED = 2_000;
    /** Runs parts of the start beside each other; it is what a shopper waits for after a restart. */
    private static final Executor BESIDE = Thread::startVirtualThread;

    private static final Duration RESUME_AFTER = Duration.ofSeconds(2);
    private static final Duration CHORES = Duration.ofSeconds(10);
    /** How far back a shopper's silence is taken up after a restart. */
    private static final Duration SILENCES_TAKEN_UP = Duration.ofDays(1);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final BotHome home;
    private @Nullable Demo demo;
    private volatile @Nullable TurnProcessor turns;
    private volatile @Nullable Outbox outbox;
    private @Nullable Engine engine;
    private volatile CompletableFuture<@Nullable Void> learnt = CompletableFuture.completedFuture(null);
    private int port;

    private XiangyinServer(BotHome home) {
        this.home = home;
    }

    /**
     * What holds conversations, for those who take part in them without the web: conversation tests.
     *
     * @param chores what the bot does by itself when time has passed
     * @param forget drops what a language model worded and is kept for the same again
     */
    public record Engine(
            EventStore store, Conversations conversations, TurnProcessor turns, Runnable chores, Runnable forget) {}

    /**
     * Reads, wires and starts everything; returns when requests are served.
     *
     * @throws StorageException if the data folder cannot be used
     * @throws IOException if the port cannot be used
     */
    public static XiangyinServer start(ServeOptions options, InstantSource clock)
            throws IOException, InterruptedException {
        CompletableFuture<BotHome> reading =
                CompletableFuture.supplyAsync(() -> BotHome.read(options.home(), options.environment()), BESIDE);
        CompletableFuture<KnowledgeIndex> index =
                reading.thenApplyAsync(read -> KnowledgeIndex.build(read.articles(), read.text()), BESIDE);
        DataFolder folder = DataFolder.take(options.data());
        CompletableFuture<Optional<Demo>> demo = reading.thenApplyAsync(
                read -> options.demo()
                        ? Optional.of(Demo.start(read.config().name(), folder.path(), 0, clock))
                        : Optional.empty(),
                BESIDE);
        XiangyinServer server = null;
        try {
            Database database = Database.open(folder.path());
            server = new XiangyinServer(join(reading));
            server.started.push(folder);
            server.started.push(database);
            server.started.push(() -> close(demo));
            server.wire(options, clock, folder, database, index, demo);
            return server;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            if (server == null) {
                close(demo);
                folder.close();
            } else {
                server.close();
            }
            throw failure;
        }
    }

    private static void close(CompletableFuture<Optional<Demo>> starting) {
        starting.exceptionally(_ -> Optional.empty()).join().ifPresent(Demo::close);
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private void wire(
            ServeOptions options,
            InstantSource clock,
            DataFolder folder,
            Database database,
            CompletableFuture<KnowledgeIndex> index,
            CompletableFuture<Optional<Demo>> starting)
            throws IOException, InterruptedException {
        BotConfig config = home.config();
        Phrases phrases = home.phrases();
        EventCodec codec = new EventCodec();
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        ExecutorService workers = keep(Executors.newVirtualThreadPerTaskExecutor());
        ScheduledExecutorService timer = keep(timer());

        // the demo's order service
        Identities identities = new SignedIdentities(System.getenv("XIANGYIN_IDENTITY_SECRET"), clock);
        StaffAccounts accounts = new StaffAccounts(database.jdbi(), clock);
        Demo demo = join(starting).orElse(null);
        this.demo = demo;
        if (demo != null) {
            demo.addStaff(accounts);
            identities = demo.identities(identities);
            config = config.with("orders", demo.orderServiceUrl());
        }

        // the log, and one turn
        SqliteEventStore store = keep(new SqliteEventStore(database, codec, clock));
        Conversations conversations = new Conversations(store, CONVERSATIONS_KEPT);
        Metrics metrics = new Metrics(store);
        HttpActionRunner http = keep(new HttpActionRunner(vertx, home.flows().actions(), config.services()));
        McpActions mcp = keep(new McpActions(home.flows().actions(), config.mcp(), http));
        ShopActions actions = keep(
                new ShopActions(options.home().resolve("actions"), home.flows().actions(), mcp));
        KnowledgeAnswers answers = new KnowledgeAnswers(join(index), config.answerFrom());
        Words words = Words.load(home.text()::indexed);
        Function<String, Citation> citations = id -> answers.cite(id).orElse(new Citation(id, id, ""));
        Later later = (delay, task) -> later(timer, delay, task);
        RoutingPolicy routing = home.routing();
        WaitForecast forecast = new WaitForecast();
        Presence presence = new Presence(routing.gone(), clock);
        DeskQueue queue = new DeskQueue(
                database.jdbi(), codec, routing, forecast, () -> Dispatcher.room(accounts, presence, routing));
        Reception reception = new Reception(config.openingHours(), presence.staffing(queue), phrases, clock);
        Runnable resumeTurns = () -> Optional.ofNullable(turns).ifPresent(TurnProcessor::resume);
        RuleUnderstander understander =
                new RuleUnderstander(home.flows(), words, home.dialects(), home.escalations(), clock);
        understander.learn(PinyinReader.of(home.intents()));
        CaringManner manner = new CaringManner(home.plain(), phrases);
        LanguageModels models = keep(LanguageModels.open(
                config.llm(),
                folder.path(),
                answers,
                store,
                conversations,
                home.flows(),
                words,
                actions,
                phrases.dialects(),
                metrics.registry(),
                clock));
        TurnProcessor turns = new TurnProcessor(
                store,
                conversations,
                keep(lanes("turn", later, resumeTurns)),
                understander,
                policy(words, phrases, config.limits(), citations, reception, manner),
                answers,
                actions,
                phrases,
                reception,
                manner,
                models.advice(),
                clock);
        this.turns = turns;
        Silences silences =
                new Silences(store, conversations, new Repairs(home.flows(), reception, phrases.dialects()), clock);
        Desk desk = new Desk(store, conversations, phrases, reception, clock);
        Dispatcher dispatcher =
                keep(new Dispatcher(store, conversations, desk, queue, accounts, presence, routing, forecast, clock));

        // delivery
        Map<String, Channel> channels = Map.of("web", new WebChannel("web"), "api", new WebChannel("api"));
        Runnable resumeDelivery = () -> Optional.ofNullable(outbox).ifPresent(Outbox::resume);
        Outbox outbox = new Outbox(
                store,
                conversations,
                keep(lanes("delivery", later, resumeDelivery)),
                channels,
                Backoff.DEFAULT,
                later,
                clock);
        this.outbox = outbox;

        // the web
        ConversationTokens tokens = new ConversationTokens(folder.signingKey());
        ConversationViews views = new ConversationViews(queue, config.llm().wanted());
        ConversationGate gate = new ConversationGate(tokens, accounts, conversations);
        LiveFeed feed = new LiveFeed(store, workers);
        WebServer web = keep(new WebServer(vertx, workers));
        ShopperApi shoppers = new ShopperApi(
                store,
                conversations,
                turns,
                desk,
                tokens,
                gate,
                new RememberedPreferences(identities, store::findLatestConversation, conversations),
                views,
                feed,
                channels.keySet(),
                config.version(),
                new PerMinute(config.conversationsPerMinute(), clock),
                begun -> manner.say(Reply.text(phrases.in(begun).get("greeting")), begun));
        AuditTrail audit = new AuditTrail(database.jdbi(), clock);
        StaffApi staff = new StaffApi(
                accounts,
                desk,
                queue,
                new HandoverCards(store, home.flows(), actions, labels()),
                gate,
                views,
                presence,
                audit,
                dispatcher::decline,
                (int) routing.serviceLevel().toSeconds(),
                titles(options.home()));
        ShopperSocket socket =
                new ShopperSocket(vertx, tokens, conversations, views, feed, shoppers, workers, config.origins());
        StaffSocket desks = new StaffSocket(
                vertx, accounts, store, conversations, keep(lanes("desk", later, () -> {})), socket, workers, presence);
        models.drafts().showOn(feed::showDraft);
        shoppers.whenStopped(models.drafts()::stop);
        feed.whenLeft(models.drafts()::stop);
        dispatcher.whenOverdue(desks::overdue);
        web.socket("/ws", socket::upgrade);
        web.socket("/staff/ws", desks::upgrade);
        shoppers.register(web.api());
        staff.register(web.api());
        models.register(web.api(), staff, clock);
        House house = new House(
                options.home(),
                home,
                config,
                folder.path(),
                database,
                codec,
                store,
                conversations,
                actions,
                staff,
                web.api(),
                clock);
        DeskRoom deskRoom = keep(DeskRoom.open(house, desk, desks, accounts, audit, presence, gate, answers));
        LiveKnowledge knowledge = keep(KnowledgeRoom.open(house, answers));
        ManagerRoom managers = keep(ManagerRoom.open(house, vertx, metrics, tokens));
        ShopNews news = new ShopNews(
                store,
                conversations,
                store::listConversations,
                phrases,
                config.quietHours(),
                new HeldNews(database.jdbi()),
                clock,
                demo == null ? System.getenv("XIANGYIN_WEBHOOK_SECRET") : demo.webhookSecret());
        news.register(web.api());
        Runnable chores = () -> {
            silences.sweep();
            news.tellHeld();
            managers.sweep();
        };
        this.engine = new Engine(store, conversations, turns, chores, models::forget);
        if (demo != null) {
            register(demo, vertx, web, workers);
        }
        web.pages(config.origins(), options.demo());
        web.operations(VERSION, () -> true, metrics::scrape);

        // go
        metrics.watchLearning(() -> !learnt.isDone());
        knowledge.start();
        outbox.start();
        dispatcher.start();
        deskRoom.start();
        managers.start();
        turns.resume();
        silences.start(store.listWithBotSince(clock.instant().minus(SILENCES_TAKEN_UP)));
        repeatedly(timer, workers, chores);
        port = web.listen(options.host(), options.port());
        if (demo != null) {
            demo.subscribe(URI.create("http://127.0.0.1:" + port + "/api/v1/webhooks/orders"));
        }
        if (options.vectors() != null && config.embeddings().wanted()) {
            learn(config.embeddings(), knowledge, understander, models, folder.path(), options.vectors(), clock);
        }
    }

    private DialoguePolicy policy(
            Words words,
            Phrases phrases,
            Limits limits,
            Function<String, Citation> citations,
            Reception reception,
            Manner manner) {
        return new TonedPolicy(
                phrases.dialects(),
                tone -> new FlowPolicy(
                        home.flows(),
                        new SlotMatcher(words),
                        phrases.in(tone),
                        limits,
                        citations,
                        reception.in(tone),
                        manner,
                        tone));
    }

    /**
     * Answers and intents go by words alone until the vectors of all articles and examples are there; the second start
     * finds them stored.
     */
    private void learn(
            EmbeddingSettings settings,
            LiveKnowledge knowledge,
            RuleUnderstander understander,
            LanguageModels models,
            Path data,
            Path kept,
            InstantSource clock) {
        Embeddings embeddings = keep(new Embeddings(() -> EmbeddingSource.open(settings, clock), QUESTIONS_REMEMBERED));
        learnt = embeddings.whenReady(model -> {
            long begun = System.nanoTime();
            models.learn(model);
            Vectors vectors = new Vectors(
                    model, EmbeddingSource.nameOf(settings), SqliteVectorStore.open(kept), Vectors.Pace.GENTLE);
            knowledge.rebuild(articles ->
                    KnowledgeIndex.build(articles, home.text(), vectors, KnowledgeRoom.indexDirectory(data, articles)));
            if (!home.intents().isEmpty()) {
                understander.learn(IntentClassifier.train(home.intents(), new KeepingEmbeddingModel(model, vectors)));
            }
            understander.learn(EmotionClassifier.train(new KeepingEmbeddingModel(model, vectors)));
            LOG.info(
                    "Search and intents go by words and vectors now; {} texts were new, {} ms",
                    vectors.computed(),
                    (System.nanoTime() - begun) / 1_000_000);
        });
    }

    private static void register(Demo demo, Vertx vertx, WebServer web, ExecutorService workers) {
        Router router = Router.router(vertx);
        Api api = new Api(vertx, router, workers);
        api.add(
                Operation.get("/info", "getDemoInfo", Operation.Access.ANYONE, "Who is who in the demo."),
                _ -> Api.Answer.ok(demo.info()));
        api.add(
                Operation.get(
                        "/orders",
                        "listDemoOrders",
                        Operation.Access.ANYONE,
                        "Orders of a demo customer, for the demo's shop page.",
                        "customer: Id of one of the demo's customers."),
                call -> demo.orders(String.valueOf(call.query("customer"))));
        api.close();
        web.mount("/demo/*", router);
    }

    /** @param resume takes up the work again some time after a task failed, such as when the disk was full */
    private static ConversationLanes lanes(String work, Later later, Runnable resume) {
        return new ConversationLanes((id, failure) -> {
            LOG.error("{} of conversation {} failed; it is taken up again", work, id, failure);
            later.run(RESUME_AFTER, resume);
        });
    }

    /** What is planned for later is left undone at the end; the log knows it. */
    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static void later(ScheduledExecutorService timer, Duration delay, Runnable task) {
        if (!timer.isShutdown()) {
            var _ = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void repeatedly(ScheduledExecutorService timer, ExecutorService workers, Runnable task) {
        var _ = timer.scheduleWithFixedDelay(
                () -> workers.execute(() -> {
                    try {
                        task.run();
                    } catch (RuntimeException failure) {
                        LOG.error("What is done every {} s failed; it is tried again", CHORES.toSeconds(), failure);
                    }
                }),
                CHORES.toMillis(),
                CHORES.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What people call intents and flows. */
    private Map<String, Map<String, String>> titles(Path folder) {
        Map<String, String> flows = new HashMap<>();
        home.flows().flows().forEach((id, flow) -> flows.put(id, flow.title()));
        return Map.of("intent", IntentExamples.titles(folder.resolve("intents")), "flowName", flows);
    }

    private static Properties labels() {
        Properties labels = new Properties();
        try (InputStream in = XiangyinServer.class.getResourceAsStream("labels.properties")) {
            if (in == null) {
                throw new IllegalStateException("Resource labels.properties is missing from the jar");
            }
            labels.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return labels;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    /** Waits until answers and intents go by vectors as well, if they are to. */
    public void awaitLearning(Duration atMost) throws InterruptedException, TimeoutException {
        try {
            learnt.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException neverCompletedSo) {
            throw new IllegalStateException(neverCompletedSo);
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The engine behind the pages. */
    public Engine engine() {
        return Objects.requireNonNull(engine, "a started server has its engine");
    }

    /** What it serves. */
    public BotHome home() {
        return home;
    }

    /** The demo, if this is one. */
    public @Nullable Demo demo() {
        return demo;
    }

    /** Stops in reverse order of starting: first the web, then lanes, then the log. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failure) {
                LOG.error("A part did not stop cleanly", failure);
            }
        }
    }
}
