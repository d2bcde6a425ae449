package io.xiangyin.dialog.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the demo shop's examples, by letters and sound alone. */
class IntentClassifierTest {
    private static final List<IntentExample> EXAMPLES =
            IntentExamples.read(Path.of("..", "examples", "laojie", "intents"));
    private static final IntentClassifier CLASSIFIER = IntentClassifier.train(EXAMPLES, null);

    @ParameterizedTest
    @CsvSource({
        "我的快递现在走到哪里了呀, track_logistics",
        "麻烦帮我开一张发票, invoice",
        "怎么还不给我发货, urge_shipping",
        "转人工转人工, human_agent",
        "收货地址写错了帮我改一下, change_address"
    })
    void unseen_wordings_of_a_matter_find_its_intent(String message, String intent) {
        assertThat(CLASSIFIER.rank(message).first().intent()).isEqualTo(intent);
        assertThat(CLASSIFIER.rank(message).inScope()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"tuikuan daona le, refund_progress", "退宽怎么还没到帐, refund_progress", "wo yao kai fapiao, invoice"})
    void typed_pinyin_and_homophones_are_read_by_their_sound(String message, String intent) {
        assertThat(CLASSIFIER.rank(message).likely().stream().limit(2).map(IntentClassifier.Scored::intent))
                .contains(intent);
    }

    @Test
    void a_message_without_anything_to_go_by_is_out_of_scope() {
        assertThat(CLASSIFIER.rank("ζξψ").inScope()).isFalse();
        assertThat(CLASSIFIER.rank("…").inScope()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"今天星期几啊", "世界上最高的山是哪一座", "糖醋排骨怎么做好吃"})
    void matters_of_no_shop_are_out_of_scope(String message) {
        assertThat(CLASSIFIER.rank(message).inScope()).isFalse();
    }

    @Test
    void confidences_of_all_intents_sum_to_one_and_fall() {
        List<IntentClassifier.Scored> likely = CLASSIFIER.rank("退货要运费吗").likely();

        assertThat(likely).hasSameSizeAs(CLASSIFIER.intents());
        assertThat(likely.stream()
                        .mapToDouble(IntentClassifier.Scored::confidence)
                        .sum())
                .isCloseTo(1, within(1e-9));
        assertThat(likely).isSortedAccordingTo((a, b) -> Double.compare(b.confidence(), a.confidence()));
    }

    @Test
    void the_same_examples_make_the_same_classifier() {
        List<IntentExample> some = EXAMPLES.stream()
                .filter(example -> example.intent().startsWith("r"))
                .toList();

        assertThat(IntentClassifier.train(some, null).rank("东西坏了想退"))
                .isEqualTo(IntentClassifier.train(some, null).rank("东西坏了想退"));
    }

    @Test
    void an_intent_named_by_parts_is_known_by_what_others_say_of_its_parts() {
        String message = "咖啡馆怎么打电话联系";

        assertThat(likeliest(message, "-")).isEqualTo("request-cafe-phone");
        assertThat(likeliest(message, "_")).isEqualTo("request_hotel_phone");
    }

    /** Learnt from examples of which only the hotel's say how to get in touch. */
    private static String likeliest(String message, String between) {
        Map<String, List<String>> texts = Map.of(
                "request hotel phone", List.of("酒店怎么联系", "这家酒店怎么联系", "酒店的联系电话", "联系酒店打哪个电话"),
                "request hotel address", List.of("酒店在哪条路", "酒店的地址", "酒店位置在哪", "怎么走到酒店"),
                "request cafe phone", List.of("咖啡馆的电话", "咖啡馆电话几号", "咖啡馆电话多少"),
                "request cafe address", List.of("咖啡馆在哪条路", "咖啡馆的地址", "咖啡馆位置在哪", "怎么走到咖啡馆"));
        List<IntentExample> examples = texts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream()
                        .map(text -> new IntentExample(text, entry.getKey().replace(" ", between))))
                .toList();
        return IntentClassifier.train(examples, null).rank(message).first().intent();
    }

    @Test
    void one_intent_alone_teaches_nothing() {
        assertThatThrownBy(() -> IntentClassifier.train(List.of(new IntentExample("退货", "return_goods")), null))
                .hasMessageContaining("at least two intents");
    }
}
