package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class QueryAdapterTest {
    @Test
    void each_component_is_the_product_of_its_row_and_the_question() {
        QueryAdapter adapter = new QueryAdapter(new float[][] {{0, 2}, {0.5f, 1}});

        assertThat(adapter.adapt(new float[] {4, 3})).containsExactly(6, 5);
    }

    @Test
    void what_is_written_is_read_to_three_places() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new QueryAdapter(new float[][] {{0.1234f, -1}, {0, 0.004f}}).write(out);

        float[] adapted =
                QueryAdapter.read(new ByteArrayInputStream(out.toByteArray())).adapt(new float[] {1, 1});

        assertThat(adapted[0]).isCloseTo(-0.8766f, within(0.001f));
        assertThat(adapted[1]).isCloseTo(0.004f, within(0.001f));
    }

    @Test
    void the_model_of_this_process_has_one_and_unknown_models_have_none() {
        assertThat(QueryAdapter.find("bge-small-zh-v1.5-q"))
                .hasValueSatisfying(
                        adapter -> assertThat(adapter.adapt(new float[512])).hasSize(512));
        assertThat(QueryAdapter.find("text-embedding-v4")).isEmpty();
    }

    @Test
    void a_statement_is_written_in_sentences() {
        assertThat(QueryAdapter.states("第一条 为保护消费者，制定本法。")).isTrue();
        assertThat(QueryAdapter.states("花呗怎么还款")).isFalse();
    }
}
