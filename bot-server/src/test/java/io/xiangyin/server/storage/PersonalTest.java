package io.xiangyin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PersonalTest {
    private final EventCodec codec = new EventCodec();

    static Iterable<ConversationEvent> everyKind() {
        return EventExamples.all();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void nothingOfTheShopperIsLeftAndTheKindStays(ConversationEvent event) {
        ConversationEvent bare = Personal.erase(event, "erased-x");

        assertThat(bare).hasSameClassAs(event);
        assertThat(codec.encode(bare))
                .doesNotContain("李雪", "c-1003", "连衣裙", "XY1003-01", "不想要了", "很快", "客人", "已退款", "已登记", "帮我");
        assertThat(Personal.erase(bare, "erased-x")).isEqualTo(bare);
    }

    @Test
    void reasonsOfFailuresGoTooForTheyMayQuoteTheShopper() {
        for (ConversationEvent event : List.of(
                new OutsideCallFailed("turn", "NumberFormatException: For input string: \"13800138000\""),
                new ReplyFailed(2, 1, "refused: 13800138000", null))) {
            assertThat(codec.encode(Personal.erase(event, "erased-x"))).doesNotContain("13800138000");
        }
    }
}
