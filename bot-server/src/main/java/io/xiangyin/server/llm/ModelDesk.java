package io.xiangyin.server.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ModelCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The only way to a language model: asks within the budgets, holds the answer to its bounds, and accounts for it. */
final class ModelDesk {
    private static final int CHARACTERS_PER_TOKEN = 4;
    /** Characters between two looks for a leak while the answer arrives. */
    private static final int LOOK_EVERY = 40;

    private final EndpointChain chain;
    private final Ledger ledger;
    private final CallLog log;
    private final OutputFilter filter = new OutputFilter();
    private final ModelMeters meters;
    private final InstantSource clock;

    ModelDesk(EndpointChain chain, Ledger ledger, CallLog log, ModelMeters meters, InstantSource clock) {
        this.chain = chain;
        this.ledger = ledger;
        this.log = log;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What is asked.
     *
     * @param purpose for accounts, such as {@code answer}
     * @param system the instructions, with the canary filled in
     * @param customer whom it is spent on
     * @param within limit over all tries
     * @param format JSON or text
     * @param outputTokens most tokens of the answer
     * @param tools what it may look up with; empty for nothing
     * @param lookedUp what it has looked up so far: its wishes and the results, masked
     */
    record Ask(
            String purpose,
            Prompt prompt,
            String system,
            Briefing briefing,
            String conversation,
            String customer,
            Duration within,
            ResponseFormat format,
            int outputTokens,
            List<ToolSpecification> tools,
            List<ChatMessage> lookedUp) {
        Ask {
            tools = List.copyOf(tools);
            lookedUp = List.copyOf(lookedUp);
        }

        /** One without tools. */
        Ask(
                String purpose,
                Prompt prompt,
                String system,
                Briefing briefing,
                String conversation,
                String customer,
                Duration within,
                ResponseFormat format,
                int outputTokens) {
            this(
                    purpose,
                    prompt,
                    system,
                    briefing,
                    conversation,
                    customer,
                    within,
                    format,
                    outputTokens,
                    List.of(),
                    List.of());
        }

        /** The same after something was looked up, with what may still be. */
        Ask next(Duration left, List<ToolSpecification> still, List<ChatMessage> soFar) {
            return new Ask(
                    purpose,
                    prompt,
                    system,
                    briefing,
                    conversation,
                    customer,
                    left,
                    format,
                    outputTokens,
                    still,
                    soFar);
        }
    }

    /**
     * What came back.
     *
     * @param text masked; empty if nothing usable came
     * @param failure why it is not whole; null if it is
     * @param call what it took, with outcome {@code used} unless it failed; the caller may still refuse it
     * @param wanted what it would look up before it answers; empty if it answered
     */
    record Said(String text, @Nullable String failure, ModelCall call, List<ToolExecutionRequest> wanted) {
        boolean whole() {
            return failure == null;
        }

        /** The call as it is accounted for when our checks refuse what was said. */
        ModelCall refused(String why) {
            return new ModelCall(
                    call.purpose(),
                    call.prompt(),
                    call.model(),
                    call.inputTokens(),
                    call.outputTokens(),
                    call.microYuan(),
                    call.millis(),
                    "refused:" + why);
        }
    }

    /** Whether the text, or a part of an answer, gives the instructions away. */
    boolean leaks(String text, Ask ask) {
        return filter.leaks(text, ask.system());
    }

    String canary() {
        return filter.canary();
    }

    /** Whether anything of this conversation may be asked about now. */
    boolean open(Conversation conversation) {
        return !conversation.modelOff() && chain.rested();
    }

    /** A conversation begins a turn. */
    void begin(String conversation) {
        ledger.begin(conversation);
    }

    /**
     * Asks and waits.
     *
     * @param tokens takes each piece as it arrives, masked
     * @param stopped whether nobody waits any more
     */
    Said ask(Ask ask, Consumer<String> tokens, BooleanSupplier stopped) {
        Optional<String> spent = ledger.spent(ask.conversation(), ask.customer());
        if (spent.isPresent()) {
            return account(ask, new Answering(ask, tokens, stopped), 0, "refused:budget-" + spent.get());
        }
        Answering answering = new Answering(ask, tokens, stopped);
        long begin = System.nanoTime();
        chain.within(ask.within())
                .chat(
                        ChatRequest.builder()
                                .messages(answering.messages())
                                .temperature(0.2)
                                .maxOutputTokens(ask.outputTokens())
                                .responseFormat(ask.format())
                                .toolSpecifications(ask.tools())
                                .build(),
                        answering);
        return account(ask, answering, (System.nanoTime() - begin) / 1_000_000, answering.outcome());
    }

    private Said account(Ask ask, Answering answering, long millis, String outcome) {
        ModelCall call = new ModelCall(
                ask.purpose(),
                ask.prompt().id(),
                answering.model(),
                answering.inputTokens(),
                answering.outputTokens(),
                answering.microYuan(),
                millis,
                outcome);
        record(ask.conversation(), ask.customer(), call, answering.sent(), answering.received());
        return new Said(
                outcome.equals("refused:leak") ? "" : answering.text.toString(),
                outcome.equals("used") ? null : outcome,
                call,
                outcome.equals("used") ? answering.wanted() : List.of());
    }

    /** Accounts for something that was answered without a call, or by one made here. */
    void record(String conversation, String customer, ModelCall call, String sent, String received) {
        ledger.add(conversation, customer, call);
        meters.count(call);
        log.write(new CallLog.Entry(clock.instant(), conversation, customer, call, sent, received));
    }

    /** One answer while it arrives. */
    private final class Answering implements StreamingChatResponseHandler, Stoppable {
        private final Ask ask;
        private final String briefed;
        private final Consumer<String> tokens;
        private final BooleanSupplier stopped;
        private final StringBuilder text = new StringBuilder();
        private @Nullable ChatResponse response;
        private @Nullable ModelException failure;
        private boolean leaked;
        private boolean tooLong;
        private int looked;

        Answering(Ask ask, Consumer<String> tokens, BooleanSupplier stopped) {
            this.ask = ask;
            this.briefed = ask.briefing().delimited();
            this.tokens = tokens;
            this.stopped = stopped;
        }

        List<ChatMessage> messages() {
            List<ChatMessage> messages =
                    new ArrayList<>(List.of(SystemMessage.from(ask.system()), UserMessage.from(briefed)));
            messages.addAll(ask.lookedUp());
            return messages;
        }

        /** For audits: what went besides the instructions. */
        String sent() {
            StringBuilder sent = new StringBuilder(briefed);
            ask.lookedUp().forEach(message -> {
                if (message instanceof ToolExecutionResultMessage result) {
                    sent.append('\n').append(result.toolName()).append(' ').append(result.text());
                }
            });
            return sent.toString();
        }

        String received() {
            StringBuilder received = new StringBuilder(text);
            wanted().forEach(wish -> received.append(received.isEmpty() ? "" : "\n")
                    .append(wish.name())
                    .append(' ')
                    .append(wish.arguments()));
            return received.toString();
        }

        List<ToolExecutionRequest> wanted() {
            return response == null || !response.aiMessage().hasToolExecutionRequests()
                    ? List.of()
                    : response.aiMessage().toolExecutionRequests();
        }

        @Override
        public void onPartialResponse(String piece) {
            text.append(piece);
            tooLong = text.length() > ask.outputTokens() * CHARACTERS_PER_TOKEN;
            if (text.length() - looked >= LOOK_EVERY) {
                look();
            }
            if (!tooLong && !leaked) {
                tokens.accept(piece);
            }
        }

        private void look() {
            leaked = leaked || filter.leaks(text.toString(), ask.system());
            looked = text.length();
        }

        @Override
        public void onCompleteResponse(ChatResponse whole) {
            look();
            response = whole;
        }

        @Override
        public void onError(Throwable why) {
            failure = (ModelException) why;
        }

        @Override
        public boolean stopped() {
            return tooLong || leaked || stopped.getAsBoolean();
        }

        String outcome() {
            if (leaked) {
                return "refused:leak";
            }
            if (tooLong) {
                return "failed:too_long";
            }
            if (failure != null) {
                return failure.code() == ModelException.Code.STOPPED
                        ? "stopped"
                        : "failed:" + failure.code().name().toLowerCase(Locale.ROOT);
            }
            if (!wanted().isEmpty()) {
                return ask.tools().isEmpty() ? "refused:tool" : "used";
            }
            return text.toString().isBlank() ? "failed:empty" : "used";
        }

        String model() {
            return response == null ? "" : response.modelName();
        }

        private @Nullable TokenUsage usage() {
            return response == null ? null : response.tokenUsage();
        }

        /** As told by the endpoint, or guessed where it does not tell; nothing where it was not reached. */
        int inputTokens() {
            TokenUsage usage = usage();
            if (usage != null && usage.inputTokenCount() != null) {
                return usage.inputTokenCount();
            }
            return response == null && text.isEmpty() ? 0 : guess(ask.system().length() + sent().length());
        }

        int outputTokens() {
            TokenUsage usage = usage();
            return usage != null && usage.outputTokenCount() != null ? usage.outputTokenCount() : guess(text.length());
        }

        /** Chinese text takes about two tokens for three characters. */
        private static int guess(int characters) {
            return (characters * 2 + 2) / 3;
        }

        long microYuan() {
            return chain.settings(model()).microYuan(inputTokens(), outputTokens());
        }
    }
}
