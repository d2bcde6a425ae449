package io.xiangyin.server.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ResponseFormat;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.AnswerWriter;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.core.Turn;
import io.xiangyin.knowledge.Grounding;
import io.xiangyin.server.llm.CheckedAnswer.Evidence;
import io.xiangyin.server.privacy.Mask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers what no article does from the shop's systems: a model says what to look up, the {@link Tools} look it up for
 * the customer of the conversation, and each sentence of the answer is held to what was found. It changes nothing.
 */
final class LookUpWriter implements AnswerWriter {
    private static final int TOKENS = 300;

    private final ModelDesk desk;
    private final Tools tools;
    private final FixedTexts fixed;
    private final Transcripts transcripts;
    private final LiveDrafts drafts;
    private final int most;
    private final Duration within;
    private final Prompt prompt = Prompt.load("lookup");

    /**
     * @param most calls in a turn
     * @param within limit over all calls and looks
     */
    LookUpWriter(
            ModelDesk desk,
            Tools tools,
            FixedTexts fixed,
            Transcripts transcripts,
            LiveDrafts drafts,
            int most,
            Duration within) {
        this.desk = desk;
        this.tools = tools;
        this.fixed = fixed;
        this.transcripts = transcripts;
        this.drafts = drafts;
        this.most = most;
        this.within = within;
    }

    @Override
    public @Nullable Supplier<Written> write(Turn turn, String question, AnswerSource.Answer answer) {
        Conversation conversation = turn.conversation();
        boolean wanted = most > 0
                && !tools.none()
                && conversation.customer().verified()
                && !fixed.touches(question)
                && desk.open(conversation);
        return wanted ? () -> new Look(conversation, question).write() : null;
    }

    /** One question, from the first wish to the answer. */
    private final class Look {
        private final Conversation conversation;
        private final Mask mask;
        private final long deadline = System.nanoTime() + within.toNanos();
        private final List<ChatMessage> soFar = new ArrayList<>();
        private final List<Evidence> found = new ArrayList<>();
        private final List<ModelCall> calls = new ArrayList<>();
        private ModelDesk.Ask ask;
        private int looks;

        Look(Conversation conversation, String question) {
            this.conversation = conversation;
            this.mask = Mask.of(conversation.customer());
            this.ask = new ModelDesk.Ask(
                    "lookup",
                    prompt,
                    prompt.fill("canary", desk.canary()),
                    new Briefing(mask)
                            .said("earlier", transcripts.of(conversation))
                            .said("question", question),
                    conversation.id().value(),
                    conversation.customer().externalId(),
                    within,
                    ResponseFormat.TEXT,
                    TOKENS,
                    tools.specifications(),
                    List.of());
        }

        Written write() {
            try (LiveDrafts.Draft draft = drafts.begin(conversation.id())) {
                while (true) {
                    CheckedAnswer checked = new CheckedAnswer(
                            "", // what was looked up is what was asked for
                            text -> desk.leaks(text, ask),
                            found,
                            new Grounding(null),
                            mask,
                            draft::show,
                            CheckedAnswer.TO_READ_ALONG);
                    ModelDesk.Said said = desk.ask(ask, checked::take, draft::stopped);
                    if (said.wanted().isEmpty()) {
                        return written(checked.end(said));
                    }
                    calls.add(said.call());
                    look(said.wanted());
                    Duration left = Duration.ofNanos(deadline - System.nanoTime());
                    if (left.isNegative()) {
                        return new Written(null, calls);
                    }
                    ask = ask.next(left, looks < most ? tools.specifications() : List.of(), soFar);
                }
            }
        }

        /** One wish beyond what may be is answered with no; the rest is not even heard. */
        private void look(List<ToolExecutionRequest> all) {
            List<ToolExecutionRequest> wishes =
                    all.stream().limit(most - looks + 1L).toList();
            soFar.add(AiMessage.from(wishes));
            for (ToolExecutionRequest wish : wishes) {
                long begun = System.nanoTime();
                Tools.Result result = looks++ < most
                        ? tools.look(
                                conversation.customer(),
                                shown(wish),
                                conversation.id().value() + "/" + looks)
                        : new Tools.Result("", "no more may be looked up in this turn", "refused:cap");
                account(wish, result, (System.nanoTime() - begun) / 1_000_000);
                Briefing told = new Briefing(mask).said("result", result.text());
                if (result.found()) {
                    found.add(Evidence.of(
                            mask.hide(Briefing.plain(result.text())),
                            new Citation("action:" + wish.name(), result.about(), result.about())));
                    told.known("number", found.size());
                }
                soFar.add(ToolExecutionResultMessage.from(wish, told.delimited()));
            }
        }

        /** With the shopper's own values back in place of their marks. */
        private ToolExecutionRequest shown(ToolExecutionRequest wish) {
            return wish.toBuilder()
                    .arguments(mask.show(String.valueOf(wish.arguments())))
                    .build();
        }

        private void account(ToolExecutionRequest wish, Tools.Result result, long millis) {
            String name = tools.offers(wish.name()) ? wish.name() : "unknown";
            ModelCall call = new ModelCall("tool", name, "", 0, 0, 0, millis, result.outcome());
            desk.record(
                    ask.conversation(),
                    ask.customer(),
                    call,
                    wish.name() + " " + wish.arguments(),
                    mask.hide(result.text()));
            calls.add(call);
        }

        private Written written(Written answer) {
            List<ModelCall> all =
                    Stream.concat(calls.stream(), answer.calls().stream()).toList();
            boolean spoken = answer.reply() != null
                    && !fixed.touches(Objects.requireNonNull(answer.reply()).text());
            return new Written(spoken ? answer.reply() : null, all);
        }
    }
}
