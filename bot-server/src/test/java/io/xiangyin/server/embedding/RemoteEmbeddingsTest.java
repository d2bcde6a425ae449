package io.xiangyin.server.embedding;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RemoteEmbeddingsTest {
    @RegisterExtension
    static final WireMockExtension ENDPOINT =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private Instant now = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void a_text_is_embedded_by_the_named_model_with_the_key() {
        ENDPOINT.stubFor(
                post(urlEqualTo("/v1/embeddings"))
                        .willReturn(
                                okJson(
                                        "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.6,0.8]}],\"model\":\"m\",\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}")));
        assertThat(connect().embed("退货").content().vector()).containsExactly(0.6f, 0.8f);
        ENDPOINT.verify(postRequestedFor(urlEqualTo("/v1/embeddings"))
                .withHeader("Authorization", equalTo("Bearer secret"))
                .withRequestBody(matchingJsonPath("$.model", equalTo("text-embedding-v3"))));
    }

    @Test
    void personal_data_does_not_leave() {
        ENDPOINT.stubFor(
                post(urlEqualTo("/v1/embeddings")).willReturn(aResponse().withStatus(500)));
        EmbeddingModel model = connect();
        assertThatThrownBy(() -> model.embed("我的电话13812345678，多久发货")).isInstanceOf(RuntimeException.class);
        ENDPOINT.verify(1, postRequestedFor(urlEqualTo("/v1/embeddings")).withRequestBody(containing("〔电话1〕，多久发货")));
    }

    @Test
    void an_endpoint_that_failed_is_left_alone_for_half_a_minute() {
        ENDPOINT.stubFor(
                post(urlEqualTo("/v1/embeddings")).willReturn(aResponse().withStatus(500)));
        EmbeddingModel model = connect();
        assertThatThrownBy(() -> model.embed("退货")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> model.embed("退货")).hasMessageContaining("left alone until");
        ENDPOINT.verify(1, postRequestedFor(urlEqualTo("/v1/embeddings")));
        now = now.plusSeconds(31);
        assertThatThrownBy(() -> model.embed("退货")).isInstanceOf(RuntimeException.class);
        ENDPOINT.verify(2, postRequestedFor(urlEqualTo("/v1/embeddings")));
    }

    private EmbeddingModel connect() {
        return RemoteEmbeddings.connect(
                URI.create(ENDPOINT.baseUrl() + "/v1"), "text-embedding-v3", "secret", () -> now);
    }
}
