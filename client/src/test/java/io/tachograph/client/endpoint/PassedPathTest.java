package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the requests of others go at a target, whatever its URL looks like. */
class PassedPathTest {
    private static @Nullable String path(String api, String url, ApiResource resource) {
        TargetConfig target = TargetFixture.config(URI.create(url), api);
        return new Adapters().named(target).open(target, null).pathOf(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "openai-chat, http://a, /v1",
        "openai-chat, http://a/v1/, /v1",
        "openai-chat, http://a/proxy, /proxy/v1",
        "openai-chat, http://a/proxy/v1/chat/completions, /proxy/v1",
        "openai-chat, http://a/api/chat/completions, /api",
        "openai-completions, http://a/v1/completions, /v1",
        "openai-responses, http://a/v1/responses, /v1",
        "litellm, http://a/v1, /v1"
    })
    void openAisResources_areSideBySide(String api, String url, String parent) {
        for (ApiResource resource : ApiResource.values()) {
            assertThat(path(api, url, resource))
                    .isEqualTo(resource.isOfOpenAi() ? parent + "/" + resource.below() : null);
        }
    }

    @Test
    void others_serveTheirOwn() {
        String azure = "https://r.openai.azure.com/openai/deployments/d?api-version=2024-10-21";
        assertThat(path("azure-openai", azure, ApiResource.CHAT_COMPLETIONS))
                .isEqualTo("/openai/deployments/d/chat/completions?api-version=2024-10-21");
        assertThat(path("azure-openai", azure, ApiResource.EMBEDDINGS)).isNull();
        assertThat(path("anthropic", "http://a/v1/messages", ApiResource.MESSAGES))
                .isEqualTo("/v1/messages");
        assertThat(path("anthropic", "http://a", ApiResource.CHAT_COMPLETIONS)).isNull();
        assertThat(path("ollama-chat", "http://a", ApiResource.CHAT_COMPLETIONS))
                .isNull();
    }

    /** The prompts of others have no place in a record, nor what a target says of them. */
    @Test
    void finding_isWithoutTheTargetsWords() {
        assertThat(AnswerException.stream("it failed", "because of: x").finding())
                .isEqualTo("it failed");
        assertThat(AnswerException.protocol("it failed").finding()).isEqualTo("it failed");
        assertThat(Objects.requireNonNull(AnswerException.stream("a", "b").getMessage()))
                .isEqualTo("a: b");
    }
}
