package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.Rereader;
import io.xiangyin.core.Understanding;
import io.xiangyin.server.privacy.Mask;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message a second time with a language model where rules and small models were unsure, the message is long, it
 * refers to what was said before, or nothing answers what they took for a question. Danger and the wish for a human are never read twice.
 */
final class ModelRereader implements Rereader {
    private static final int TOKENS = 300;
    private static final double SURE = 0.5;

    private static final ResponseFormat FORMAT = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("commands")
                    .rootElement(JsonRawSchema.from("""
                            {"type":"object","additionalProperties":false,"required":["commands"],"properties":{"commands":
                            {"type":"array","maxItems":3,"items":{"type":"object","required":["type"],"properties":{
                            "type":{"enum":["start_flow","fill_slot","correct_slot","cancel_flow","answer","clarify","hand_off","chitchat"]},
                            "flow":{"type":"string"},"slot":{"type":"string"},"value":{"type":"string"},
                            "question":{"type":"string"},"kind":{"type":"string"},
                            "flows":{"type":"array","items":{"type":"string"}}}}}}}"""))
                    .build())
            .build();

    private final ModelDesk desk;
    private final Proposals proposals;
    private final Transcripts transcripts;
    private final LiveDrafts drafts;
    private final AnswerSource answers;
    private final int longFrom;
    private final Duration within;
    private final Prompt prompt = Prompt.load("understand");

    /**
     * @param answers whose gate tells whether a question has an answer as it was read
     * @param longFrom characters from which every message is read twice
     */
    ModelRereader(
            ModelDesk desk,
            Proposals proposals,
            Transcripts transcripts,
            LiveDrafts drafts,
            AnswerSource answers,
            int longFrom,
            Duration within) {
        this.desk = desk;
        this.proposals = proposals;
        this.transcripts = transcripts;
        this.drafts = drafts;
        this.answers = answers;
        this.longFrom = longFrom;
        this.within = within;
    }

    @Override
    public @Nullable Supplier<Reread> reread(Conversation conversation, Understanding first) {
        desk.begin(conversation.id().value());
        boolean wanted = conversation.status() == Conversation.Status.BOT
                && first.escalation() == null
                && desk.open(conversation)
                && unsure(conversation, first);
        return wanted ? () -> read(conversation, first) : null;
    }

    private boolean unsure(Conversation conversation, Understanding first) {
        if (first.text().length() >= longFrom) {
            return true;
        }
        Understanding earlier = conversation.understanding();
        for (Command command : first.commands()) {
            switch (command) {
                case Command.NotUnderstood _, Command.StartOneOf _ -> {
                    return true;
                }
                case Command.AskKnowledge question -> {
                    Understanding.Intent intent = first.intent();
                    boolean guessed = intent == null || intent.confidence() < SURE;
                    return first.has(Understanding.ELSEWHERE)
                            || (earlier != null && FollowUps.in(first.mandarin()))
                            || (guessed && answers.answer(question.query()).reply() == null);
                }
                case Command.StartFlow _,
                        Command.FillSlot _,
                        Command.CancelFlow _,
                        Command.StartOver _,
                        Command.AskHuman _,
                        Command.StopWaiting _,
                        Command.SmallTalk _ -> {
                    // sure of itself
                }
            }
        }
        return first.commands().isEmpty();
    }

    private Reread read(Conversation conversation, Understanding first) {
        Mask mask = Mask.of(conversation.customer());
        Briefing briefing = new Briefing(mask)
                .known("flows", proposals.startable())
                .known("active", proposals.active(conversation))
                .said("earlier", transcripts.of(conversation))
                .said("message", first.mandarin());
        ModelDesk.Said said = ask(conversation, briefing);
        if (!said.whole()) {
            return new Reread(first, List.of(said.call()));
        }
        Proposals.Read read =
                proposals.read(said.text(), first.text() + "\n" + first.mandarin(), conversation, mask::show);
        boolean taken = !read.commands().isEmpty();
        ModelCall call = taken || read.refused().isEmpty() ? said.call() : said.refused("commands");
        return new Reread(
                first.with(new Understanding.Proposal(first.commands(), read.commands(), taken, read.refused())),
                List.of(call));
    }

    private ModelDesk.Said ask(Conversation conversation, Briefing briefing) {
        ModelDesk.Ask ask = new ModelDesk.Ask(
                "understand",
                prompt,
                prompt.fill("canary", desk.canary()),
                briefing,
                conversation.id().value(),
                conversation.customer().externalId(),
                within,
                FORMAT,
                TOKENS);
        try (LiveDrafts.Draft reading = drafts.begin(conversation.id())) {
            return desk.ask(ask, _ -> {}, reading::stopped);
        }
    }
}
