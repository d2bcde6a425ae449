package io.xiangyin.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Reply;
import org.junit.jupiter.api.Test;

/** The same question in other words is answered from memory while the passages are the same. */
class AnswerCacheTest {
    private static final Reply ANSWER = Reply.text("现货付款后48小时内发。");
    private final AnswerCache cache = new AnswerCache(2);

    private static double near(String one, String other) {
        return one.contains("发货") && other.contains("发货") ? 0.98 : 0.2;
    }

    @Test
    void other_words_for_the_same_are_known_by_vectors_and_only_by_them() {
        cache.keep(new AnswerCache.Key("现货多久发货", "p1"), ANSWER);
        assertThat(cache.find(new AnswerCache.Key("买了现货几天能发货呀", "p1"), AnswerCacheTest::near))
                .contains(ANSWER);
        assertThat(cache.find(new AnswerCache.Key("运费谁出", "p1"), AnswerCacheTest::near))
                .isEmpty();
        assertThat(cache.find(new AnswerCache.Key("买了现货几天能发货呀", "p1"), null)).isEmpty();
        assertThat(cache.find(new AnswerCache.Key("现货多久发货", "p1"), null)).contains(ANSWER);
    }

    @Test
    void a_changed_passage_is_another_question() {
        cache.keep(new AnswerCache.Key("现货多久发货", "p1：48小时"), ANSWER);
        assertThat(cache.find(new AnswerCache.Key("现货多久发货", "p1：72小时"), AnswerCacheTest::near))
                .isEmpty();
    }

    @Test
    void what_was_not_asked_for_longest_is_forgotten_first() {
        cache.keep(new AnswerCache.Key("一", "p"), ANSWER);
        cache.keep(new AnswerCache.Key("二", "p"), ANSWER);
        assertThat(cache.find(new AnswerCache.Key("一", "p"), null)).contains(ANSWER);
        cache.keep(new AnswerCache.Key("三", "p"), ANSWER);
        assertThat(cache.find(new AnswerCache.Key("二", "p"), null)).isEmpty();
        assertThat(cache.find(new AnswerCache.Key("一", "p"), null)).contains(ANSWER);
    }
}
