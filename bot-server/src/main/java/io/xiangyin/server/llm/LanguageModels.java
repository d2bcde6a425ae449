package io.xiangyin.server.llm;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import io.micrometer.core.instrument.MeterRegistry;
import io.xiangyin.channel.http.Api;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Advice;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.understand.SlotMatcher;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.server.config.LlmSettings;
import io.xiangyin.server.staff.StaffApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Everything about language models, wired. While no endpoint is configured nothing of it is there. */
public final class LanguageModels implements AutoCloseable {
    private final LiveDrafts drafts;
    private final @Nullable Room room;

    private LanguageModels(LiveDrafts drafts, @Nullable Room room) {
        this.drafts = drafts;
        this.room = room;
    }

    /** What there is where a model is. */
    record Room(
            LlmSettings settings,
            EndpointChain chain,
            CallLog log,
            Ledger ledger,
            ModelDesk desk,
            Transcripts transcripts,
            GroundedWriter writer,
            LookUpWriter lookUps,
            ModelRephraser rephraser,
            ModelRereader rereader,
            Assistant assistant,
            EventStore store,
            Conversations conversations) {}

    /**
     * Opens the endpoints of the settings, if there are any; asks none of them.
     *
     * @param actions makes the calls to the shop's systems that are tools
     * @param dialects those the bot may speak
     */
    public static LanguageModels open(
            LlmSettings settings,
            Path data,
            KnowledgeAnswers knowledge,
            EventStore store,
            Conversations conversations,
            FlowBook flows,
            Words words,
            ActionRunner actions,
            Set<String> dialects,
            MeterRegistry registry,
            InstantSource clock) {
        LiveDrafts drafts = new LiveDrafts();
        if (!settings.wanted()) {
            return new LanguageModels(drafts, null);
        }
        EndpointChain chain = EndpointChain.open(settings, clock);
        CallLog log = CallLog.open(data, clock.instant());
        Ledger ledger = new Ledger(settings.budgets(), log, clock);
        ModelDesk desk = new ModelDesk(chain, ledger, log, new ModelMeters(registry), clock);
        Transcripts transcripts = new Transcripts(store);
        FixedTexts fixed = new FixedTexts(settings.fixedCategories());
        GroundedWriter writer = new GroundedWriter(
                desk,
                knowledge,
                fixed,
                transcripts,
                drafts,
                new AnswerCache(settings.cached()),
                settings.limits().answer());
        ModelRereader rereader = new ModelRereader(
                desk,
                new Proposals(flows, new SlotMatcher(words)),
                transcripts,
                drafts,
                knowledge,
                settings.longFrom(),
                settings.limits().understand());
        return new LanguageModels(
                drafts,
                new Room(
                        settings,
                        chain,
                        log,
                        ledger,
                        desk,
                        transcripts,
                        writer,
                        new LookUpWriter(
                                desk,
                                new Tools(flows.actions(), actions),
                                fixed,
                                transcripts,
                                drafts,
                                settings.toolCalls(),
                                settings.limits().answer()),
                        new ModelRephraser(
                                desk,
                                drafts,
                                settings.wording(),
                                fixed,
                                dialects,
                                settings.limits().wording(),
                                settings.cached()),
                        rereader,
                        new Assistant(
                                desk, knowledge, transcripts, settings.limits().draft()),
                        store,
                        conversations));
    }

    /** What stands beside every turn. */
    public Advice advice() {
        return room == null
                ? Advice.NONE
                : new Advice(
                        room.rereader(),
                        (turn, question, answer) -> answer.reply() == null
                                ? room.lookUps().write(turn, question, answer)
                                : room.writer().write(turn, question, answer),
                        room.rephraser());
    }

    /** Answers while they are written. */
    public LiveDrafts drafts() {
        return drafts;
    }

    /** Drops the answers and wordings that are kept for the same again. */
    public void forget() {
        if (room != null) {
            room.writer().forget();
            room.rephraser().forget();
        }
    }

    /** Takes up vectors. */
    public void learn(EmbeddingModel vectors) {
        if (room != null) {
            room.writer()
                    .learn((one, other) -> CosineSimilarity.between(
                            vectors.embed(one).content(), vectors.embed(other).content()));
        }
    }

    /** Adds what staff see of it. */
    public void register(Api api, StaffApi staff, InstantSource clock) {
        new LlmApi(Optional.ofNullable(room), staff, clock).register(api);
    }

    /** Forgets the words of a customer, given them and their pseudonym, also of models that are no longer configured. */
    public static BiConsumer<String, String> erasing(Path data, InstantSource clock) {
        return (customer, pseudonym) -> {
            if (Files.exists(data.resolve(CallLog.FILE))) {
                try (CallLog log = CallLog.open(data, clock.instant())) {
                    log.erase(customer, pseudonym);
                }
            }
        };
    }

    @Override
    public void close() {
        if (room != null) {
            room.chain().close();
            room.log().close();
        }
    }
}
