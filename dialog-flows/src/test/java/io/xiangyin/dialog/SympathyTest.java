package io.xiangyin.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.dialog.care.EmotionClassifier;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.policy.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A feeling is answered by one sentence that fits, never twice in a row. */
class SympathyTest {
    private static final FlowBook FLOWS = FlowBook.read(Rehearsal.HOME.resolve("flows"));

    private static final EmotionClassifier CLASSIFIER = EmotionClassifier.train(null);

    /** The bot's first words to each message. */
    private static List<String> answers(String... messages) throws InterruptedException {
        List<String> first = new ArrayList<>();
        try (Rehearsal rehearsal = new Rehearsal(
                FLOWS, (_, _) -> new ActionOutcome.Refused("none", ""), Map.of("几天", "三天。"), Limits.DEFAULT)) {
            for (String message : messages) {
                first.add(rehearsal.say(List.of(message)).stream()
                        .filter(BotReplied.class::isInstance)
                        .map(event -> ((BotReplied) event).reply().text())
                        .findFirst()
                        .orElse(""));
            }
        }
        return first;
    }

    @ParameterizedTest
    @CsvSource({"急死我了，包裹几天能到啊, 您别急，包裹的事我这就看。", "急死我了，退款要几天啊, 您别急，您的钱我帮您盯着。", "急死我了，要几天啊, 您别急，我在。", "请问要几天, 三天。"})
    void the_sentence_fits_what_the_words_are_about(String message, String begins) throws InterruptedException {
        assertThat(answers(message).getFirst()).startsWith(begins);
    }

    @Test
    void nobody_hears_it_twice_in_a_row_not_even_in_other_words() throws InterruptedException {
        List<String> said = answers("急死我了，包裹几天能到啊", "急死我了，退款要几天啊", "急死我了，积分要几天啊");
        assertThat(said.get(0)).startsWith("您别急");
        assertThat(said.get(1)).doesNotContain("别急");
        assertThat(said.get(2)).contains("别急");
    }

    @ParameterizedTest
    @CsvSource({
        "打了好几个电话都挂我的，推来推去没人负责, anger",
        "孩子明天就要用，怎么办呀，我等不及, anxiety",
        "比想的还好，没想到这么快就到了, joy",
        "我要退货，快递到哪里了, neutral"
    })
    void a_feeling_is_heard_without_vectors_and_without_a_telling_word(String text, String feeling) {
        assertThat(CLASSIFIER.hear(text, Emotion.NEUTRAL).label()).isEqualTo(feeling);
    }

    @Test
    void the_classifier_adds_to_a_phrase_and_never_takes_back() {
        Emotion said = new Emotion("anger", 0.5);
        assertThat(CLASSIFIER.hear("推来推去，谁都不肯负责", said).score()).isGreaterThan(0.5);
        assertThat(CLASSIFIER.hear("我要退货", said)).isEqualTo(said);
    }
}
