package io.xiangyin.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ModelCall;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.knowledge.Grounding;
import io.xiangyin.server.llm.CheckedAnswer.Evidence;
import io.xiangyin.server.privacy.Mask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a page sees of an answer is supported at every moment, token by token. */
class CheckedAnswerTest {
    private static final String PASSAGE = "现货付款后48小时内发货，周末照常发货。预售商品按页面写明的时间发。";
    private static final ModelCall CALL = new ModelCall("answer", "answer/1", "mock", 1, 1, 0, 1, "used");

    private final List<String> page = new ArrayList<>();
    private final CheckedAnswer answer = new CheckedAnswer(
            "现货多久发货",
            text -> text.contains("xyCANARY"),
            List.of(Evidence.of(PASSAGE, new Citation("ship", "发货时间", PASSAGE))),
            new Grounding(null),
            new Mask(List.of()),
            page::add,
            Duration.ZERO);

    private void arrives(String text) {
        text.codePoints().mapToObj(Character::toString).forEach(answer::take);
    }

    private String whole(String text) {
        arrives(text);
        return Objects.requireNonNull(answer.end(new ModelDesk.Said(text, null, CALL, List.of()))
                        .reply())
                .text();
    }

    @Test
    void supported_words_appear_one_by_one_before_the_sentence_is_over() {
        assertThat(whole("现货付款后48小时内发货。[1]周末照常发货。[1]")).isEqualTo("现货付款后48小时内发货。周末照常发货。");
        assertThat(page).contains("现货付款", "现货付款后48小时内发", "现货付款后48小时内发货。周末照常");
    }

    @Test
    void a_number_the_passage_does_not_hold_is_never_seen() {
        arrives("现货付款后24小时内发货。[1]周末照常发货。[1]");
        assertThat(page).noneMatch(seen -> seen.contains("24")).last().isEqualTo("周末照常发货。");
    }

    @Test
    void what_its_end_turns_round_is_taken_back() {
        arrives("现货付款后48小时内发货。[1]");
        arrives("周末照常发货，");
        assertThat(page).last().isEqualTo("现货付款后48小时内发货。周末照常发货，");
        arrives("周末不发货。[1]");
        assertThat(page).last().isEqualTo("现货付款后48小时内发货。");
    }

    @Test
    void neither_canary_nor_link_nor_marks_of_sources_are_seen() {
        arrives("现货付款后48小时内发货。[1]现货付款后48小时内发货xyCANARY。[1]现货付款后看 https://evil.example 。[1]");
        assertThat(page).noneMatch(seen -> seen.contains("CANARY") || seen.contains("http") || seen.contains("["));
    }
}
