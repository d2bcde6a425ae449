package io.xiangyin.dialog.manner;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.Manner;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import java.util.ArrayList;
import java.util.List;

/** Says things plainly and with numbered choices in elder mode, and tells everybody's voice what to read. */
public final class CaringManner implements Manner {
    private static final String MANDARIN_VOICE = "zh-CN";
    private static final String CANTONESE_VOICE = "zh-HK";

    private final PlainText plain;
    private final Phrases phrases;

    public CaringManner(PlainText plain, Phrases phrases) {
        this.plain = plain;
        this.phrases = phrases;
    }

    @Override
    public Reply say(Reply reply, Conversation conversation) {
        Reply said = conversation.elderMode() ? plainly(reply) : reply;
        String choices = phrases.in(conversation).get("spoken.choices");
        String words =
                reply.spoken() == null || conversation.elderMode() ? SpokenText.of(said, choices) : reply.spoken();
        return said.aloud(words, conversation.dialect().equals("yue") ? CANTONESE_VOICE : MANDARIN_VOICE);
    }

    private Reply plainly(Reply reply) {
        List<Reply.Choice> choices = new ArrayList<>();
        for (Reply.Choice choice : reply.choices()) {
            String number = choices.size() + 1 + ". ";
            String title = plain.title(choice.title());
            boolean numbered = reply.choices().size() < 2 || title.startsWith(number);
            choices.add(new Reply.Choice(numbered ? title : number + title, choice.value()));
        }
        return reply.withText(plain.plain(reply.text())).withChoices(reply.kind(), choices);
    }
}
