package io.xiangyin.dialog.manner;

import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.Decision;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says the last words again in fewer, to somebody who did not follow or who takes over for the shopper. It is no failure,
 * and nothing in the talk moves: the question asked before is still the one to be answered.
 */
public final class Retelling {
    private static final int SENTENCES = 2;

    private final Phrases phrases;

    public Retelling(Phrases phrases) {
        this.phrases = phrases;
    }

    /** Whether this small talk is answered with what was said last. */
    public static boolean answers(Command.SmallTalk talk) {
        return Command.SmallTalk.RETOLD.contains(talk.kind());
    }

    /** The last words again. */
    public Decision decide(Conversation conversation, Command.SmallTalk talk) {
        String last = conversation.lastBotText();
        String first = phrases.get("smalltalk." + talk.kind());
        String once = phrases.get("smalltalk." + talk.kind() + ".again");
        boolean again = last != null && (last.startsWith(first) || last.startsWith(once));
        boolean asked = !conversation.offered().isEmpty() || conversation.activeFlow() != null;
        boolean needed = asked || talk.kind().equals(Command.SmallTalk.REPEAT);
        String text = (again ? once : first) + (needed ? "\n" + shorter(retold(conversation, talk)) : "");
        List<Choice> choices = new ArrayList<>(conversation.offered());
        Choice human = new Choice(phrases.get("choice.human"), phrases.get("choice.human"));
        if (again && choices.stream().noneMatch(choice -> choice.value().equals(human.value()))) {
            choices.add(human);
        }
        return new Decision.Clarify(List.of(), choices.isEmpty() ? Reply.text(text) : Reply.choices(text, choices));
    }

    /** Everything said last; to somebody who only takes over, the last of it. */
    private static List<String> retold(Conversation conversation, Command.SmallTalk talk) {
        List<String> said = conversation.lastSaid();
        return said.isEmpty() || talk.kind().equals(Command.SmallTalk.REPEAT) ? said : List.of(said.getLast());
    }

    /** The first sentences of each text, its lists and questions, without what stands in brackets. */
    static String shorter(List<String> texts) {
        return texts.stream()
                .map(text -> shorter(text.replaceAll("（[^）]*）|【[^】]*】", "")))
                .collect(Collectors.joining("\n"));
    }

    private static String shorter(String text) {
        List<String> kept = new ArrayList<>();
        int told = 0;
        for (String sentence : PlainText.sentences(text)) {
            boolean listed = PlainText.isListed(sentence);
            boolean question = sentence.contains("？") || sentence.contains("?");
            told += listed ? 0 : 1;
            if (listed || question || told <= SENTENCES) {
                kept.add(sentence);
            }
        }
        return String.join("\n", kept);
    }
}
