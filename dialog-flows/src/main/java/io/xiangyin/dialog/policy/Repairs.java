package io.xiangyin.dialog.policy;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.SilenceNoticed;
import io.xiangyin.core.Decision;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Reception;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Choice;
import io.xiangyin.core.SilencePolicy;
import io.xiangyin.core.Tone;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.flow.Repair;
import io.xiangyin.dialog.flow.Repair.Response;
import io.xiangyin.dialog.flow.Repair.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings a conversation back onto its path; what is said and when stands in {@code conversation-repair.yaml}. */
public final class Repairs implements SilencePolicy {
    private static final String CAUSE = "silence";

    private final FlowBook book;
    private final Repair repair;
    private final Reception reception;
    private final Set<String> dialects;

    /** @param dialects those the bot may speak */
    public Repairs(FlowBook book, Reception reception, Set<String> dialects) {
        this.book = book;
        this.repair = book.repair();
        this.reception = reception;
        this.dialects = Set.copyOf(dialects);
    }

    private Tone tone(Conversation conversation) {
        return Tone.of(conversation, dialects);
    }

    /**
     * The words of the first response to a situation that are not those just said.
     *
     * @param parts name and value in turn of what the words name
     */
    String words(Situation situation, Conversation conversation, String... parts) {
        List<String> words = repair.to(situation).stream()
                .map(response -> filled(response, conversation, parts))
                .toList();
        return words.stream()
                .filter(text -> !text.equals(conversation.lastBotText()))
                .findFirst()
                .orElse(words.getLast());
    }

    private String filled(Response response, Conversation conversation, String... parts) {
        String text = book.texts().say(response.text(), tone(conversation));
        for (int i = 0; i + 1 < parts.length; i += 2) {
            text = text.replace("{" + parts[i] + "}", parts[i + 1]);
        }
        return text;
    }

    /** What may be tapped, in the shopper's tongue. */
    List<Choice> choices(Response response, Conversation conversation) {
        Tone tone = tone(conversation);
        return response.choices().stream()
                .map(choice -> new Choice(book.texts().say(choice.title(), tone), choice.value()))
                .toList();
    }

    /** The same as a reply with nothing to tap. */
    Reply reply(Situation situation, Conversation conversation, String... parts) {
        return Reply.text(words(situation, conversation, parts));
    }

    /** What comes before a question that is asked again because its answer was not understood, and what to offer with it. */
    Response askingAgain(Conversation conversation) {
        return Objects.requireNonNull(
                repair.to(Situation.MISUNDERSTOOD, Math.max(1, conversation.misses())), "the first is for once");
    }

    /** A human, if the bot has failed to help often enough in a row; null if it has not. */
    @Nullable Decision givingUp(Turn turn) {
        Conversation conversation = turn.conversation();
        int misses = conversation.misses();
        boolean inFlow = conversation.activeFlow() != null;
        Response response = inDialect(turn) ? repair.to(Situation.MISHEARD, misses) : null;
        response = response == null
                ? repair.to(inFlow ? Situation.MISUNDERSTOOD : Situation.UNANSWERED, misses)
                : response;
        HandoffReason reason = response == null ? null : response.handoff();
        return response == null || reason == null
                ? null
                : new Decision.HandOff(
                        FlowWalker.endAll(conversation, FlowEnded.Outcome.HANDED_OFF),
                        reason,
                        Handoff.Origin.BOT,
                        Urgency.NORMAL,
                        Reply.notice(filled(response, conversation)));
    }

    /** Whether the shopper speaks a dialect; what fails then fails because of the bot's ear. */
    private static boolean inDialect(Turn turn) {
        return !turn.understanding().dialect().code().equals(Understanding.Dialect.MANDARIN.code());
    }

    /** Nothing helped: own up to it, and show the ways on. */
    Decision missed(Turn turn) {
        Conversation conversation = turn.conversation();
        Response again = conversation.misses() < 2 ? null : repair.to(Situation.UNANSWERED, conversation.misses());
        Response response =
                again == null ? Objects.requireNonNull(repair.to(kind(turn), 1), "the first is for once") : again;
        return new Decision.Clarify(
                List.of(),
                reply(
                        filled(response, conversation, "wait", reception.expectedWait()),
                        choices(response, conversation)));
    }

    private static Situation kind(Turn turn) {
        if (repeats(turn)) {
            return Situation.TOLD_ALREADY;
        }
        boolean searchedInVain =
                turn.has(KnowledgeConsulted.class) && turn.conversation().misses() > 0;
        return !searchedInVain
                ? Situation.UNHELPED
                : turn.understanding().has(Understanding.ELSEWHERE) ? Situation.ELSEWHERE : Situation.UNANSWERED;
    }

    /** Whether the knowledge base has only what the shopper has just read. */
    static boolean repeats(Turn turn) {
        Reply last = turn.conversation().lastAnswer();
        return last != null
                && turn.facts().stream()
                        .anyMatch(fact -> fact instanceof KnowledgeConsulted consulted
                                && !consulted.answered()
                                && consulted.hits().stream()
                                        .limit(1)
                                        .anyMatch(hit -> last.citations().stream()
                                                .anyMatch(cited ->
                                                        cited.articleId().equals(hit.articleId()))));
    }

    /** Asks which of several flows is meant. */
    Decision which(List<String> flows, Conversation conversation) {
        Response response = Objects.requireNonNull(repair.to(Situation.UNCLEAR, 1), "the first is for once");
        List<Choice> choices = new ArrayList<>(flows.stream()
                .map(book.flows()::get)
                .filter(Objects::nonNull)
                .map(flow -> new Choice(book.texts().say(flow.title(), tone(conversation)), flow.title()))
                .toList());
        choices.addAll(choices(response, conversation));
        return new Decision.Clarify(List.of(), reply(filled(response, conversation), choices));
    }

    /** The same words once more, introduced as such. */
    Reply sameWords(Reply reply, Conversation conversation) {
        Response response = Objects.requireNonNull(repair.to(Situation.SAME_WORDS, 1), "the first is for once");
        List<Choice> choices = new ArrayList<>(reply.choices());
        choices(response, conversation).stream()
                .filter(choice -> !choices.contains(choice))
                .forEach(choices::add);
        return reply.withText(filled(response, conversation, "text", reply.text()))
                .withChoices(Reply.Kind.CHOICES, choices);
    }

    private static Reply reply(String text, List<Choice> choices) {
        return choices.isEmpty() ? Reply.text(text) : Reply.choices(text, choices);
    }

    @Override
    public @Nullable Prompt next(Conversation conversation) {
        FlowFrame frame = conversation.activeFlow();
        Conversation.Silence silence = conversation.silence();
        Flow flow = frame == null ? null : book.flows().get(frame.flow());
        if (conversation.status() != Conversation.Status.BOT
                || frame == null
                || frame.asked() == null
                || flow == null
                || silence == null) {
            return null;
        }
        List<Response> responses = repair.to(Situation.SILENT).stream()
                .filter(response -> response.elder() || !conversation.elderMode())
                .filter(response -> response.times() > silence.noticed())
                .toList();
        if (responses.isEmpty()) {
            return null;
        }
        Response response = responses.getFirst();
        List<ConversationEvent> facts = new ArrayList<>();
        facts.add(new SilenceNoticed(response.times()));
        if (response.end() != null) {
            facts.addAll(FlowWalker.endAll(conversation, response.end()));
        }
        String text = filled(response, conversation, "flow", book.texts().say(flow.title(), tone(conversation)));
        facts.add(new BotReplied(reply(text, choices(response, conversation)), CAUSE));
        return new Prompt(silence.since().plus(response.after()), facts);
    }
}
