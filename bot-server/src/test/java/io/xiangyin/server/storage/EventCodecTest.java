package io.xiangyin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private final EventCodec codec = new EventCodec();

    static Iterable<ConversationEvent> everyKind() {
        return EventExamples.all();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyKindComesBackAsItWas(ConversationEvent event) {
        String data = codec.encode(event);

        assertThat(codec.decode(EventCodec.type(event), data)).isEqualTo(event);
        assertThat(codec.encode(codec.decode(EventCodec.type(event), data))).isEqualTo(data);
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        ConversationResolved event = new ConversationResolved(null, null);

        assertThat(codec.encode(event)).isEqualTo("{}");
        assertThat(codec.decode("ConversationResolved", "{}")).isEqualTo(event);
    }

    @Test
    void resultsOfCallsKeepTheirTypes() {
        ActionCall call = new ActionCall("a", Map.of(), "k", false, "r");
        ActionEnded event = new ActionEnded(
                call,
                new ActionOutcome.Succeeded(
                        Map.of("int", 1, "long", 1L << 40, "double", 0.1, "big", 1e300, "yes", true)));
        String data = codec.encode(event);

        assertThat(codec.decode("ActionEnded", data)).isEqualTo(event);
    }

    @Test
    void anUnknownTypeIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> codec.decode("CustomerSang", "{}"))
                .hasMessageStartingWith("unknown event type 'CustomerSang'; known are ActionEnded, ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CustomerSpoke  | {"messageId":"m","channelMessageId":"1","text":"a","mood":"b"} | CustomerSpoke has no field 'mood'
            BotReplied     | {"reply":{"kind":"TEXT","text":"a","choices":[],"citations":[],"generated":false,"x":1}} | BotReplied has no field 'reply.x'
            CustomerSpoke  | {"messageId":"m","channelMessageId":"1","text":5}      | in field 'text'
            CustomerSpoke  | {"messageId":"m","channelMessageId":"1","text":true}   | in field 'text'
            CustomerSpoke  | {"messageId":"m","channelMessageId":"1","text":["a"]}  | in field 'text'
            CustomerSpoke  | {"messageId":"m","channelMessageId":"1","text":null}   | 'text'
            CustomerSpoke  | {"messageId":"m","channelMessageId":"1"}               | 'text'
            CustomerRated  | {"score":"5","resolved":true}                          | in field 'score'
            CustomerRated  | {"score":4.5,"resolved":true}                          | in field 'score'
            CustomerRated  | {"score":5,"resolved":"true"}                          | in field 'resolved'
            CustomerRated  | {"score":5,"resolved":null}                            | 'resolved'
            CustomerRated  | {"resolved":true}                                      | 'score'
            HandoffQueued  | {"urgency":"LOW"}                                      | in field 'urgency'
            HandoffQueued  | {"urgency":1}                                          | in field 'urgency'
            ReplyFailed    | {"replySeq":2,"attempt":1,"reason":"r","retryAt":"soon"} | in field 'retryAt'
            BotReplied     | {"reply":{"kind":"CHOICES","text":"a","choices":[{"title":"t","value":7}],"citations":[],"generated":false}} | in field 'reply.choices[0].value'
            BotReplied     | {"reply":{"kind":"TEXT","text":"a","choices":[null],"citations":[],"generated":false}} | 'reply.choices[0]'
            BotReplied     | {"reply":{"kind":"TEXT","text":" ","choices":[],"citations":[],"generated":false}} | needs text
            ActionEnded    | {"call":{"action":"a","arguments":{},"idempotencyKey":"k","mutates":true,"into":"r"},"outcome":{"type":"Exploded"}} | 'outcome'
            FlowStarted    | {"flow":"a"} {}                                        | FlowStarted
            FlowStarted    | {"flow":"a","flow":"b"}                                | 'flow'
            FlowStarted    | []                                                     | FlowStarted
            FlowStarted    | {                                                      | FlowStarted
            """)
    void whatDoesNotFitIsRefusedByName(String type, String data, String expected) {
        assertThatThrownBy(() -> codec.decode(type, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(type)
                .hasMessageContaining(expected);
    }
}
