package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
    private final TargetFixture fixture = new TargetFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:1,                      /v1/chat/completions,            /version",
        "http://h:1/,                     /v1/chat/completions,            /version",
        "http://h:1/v1,                   /v1/chat/completions,            /version",
        "http://h:1/v1/,                  /v1/chat/completions,            /version",
        "http://h:1/v1/chat/completions,  /v1/chat/completions,            /version",
        "http://h:1/chat/completions/,    /chat/completions,               /version",
        "http://h:1/a/b,                  /a/b/v1/chat/completions,        /a/b/version",
        "https://h/openai/v1?x=1,         /openai/v1/chat/completions?x=1, /openai/version",
        "https://h/o/v1/chat/completions?x=1, /o/v1/chat/completions?x=1,  /o/version"
    })
    void url_isTakenWithAndWithoutPrefixAndResource(URI url, String chat, String version) {
        BaseUrl base = new BaseUrl(TargetFixture.config(url), "v1", "chat/completions");

        assertThat(base.path()).isEqualTo(chat);
        assertThat(base.beside("version")).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/v1/chat/completions, openai-completions, '/chat/completions', openai-chat",
        "http://h/v1/completions,      openai-chat,        '/completions',      openai-completions",
        "http://h/v1/responses,        anthropic,          '/v1/responses',     openai-responses",
        "http://h/v1/messages/,        litellm,            '/v1/messages',      anthropic",
        "http://h/api/generate,        vllm-generate,      '/api/generate',     ollama-generate",
        "http://h/api/chat,            ollama-generate,    '/api/chat',         ollama-chat",
        "http://h/v1/responses,        azure-openai,       '/v1/responses',     openai-responses",
    })
    void fullUrlOfAnotherKind_isRefused(URI url, String api, String end, String other) {
        assertThatThrownBy(() -> fixture.target(TargetFixture.config(url, api)))
                .hasMessage("target lab-vllm-tiny: its URL ends in '" + end + "', which is " + other
                        + ", but its API kind is " + api);
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com,                  /openai/v1/chat/completions",
        "https://r.openai.azure.com/openai/,          /openai/v1/chat/completions",
        "https://r.openai.azure.com/openai/v1,        /openai/v1/chat/completions",
        "https://r.openai.azure.com/openai/v1/chat/completions, /openai/v1/chat/completions",
        "https://r.services.ai.azure.com/openai/v1?api-version=preview, "
                + "/openai/v1/chat/completions?api-version=preview",
        "https://gateway/team/v1,                     /team/v1/chat/completions",
        "https://r/openai/deployments/d?api-version=2024-10-21, "
                + "/openai/deployments/d/chat/completions?api-version=2024-10-21",
        "https://r/openai/deployments/d/chat/completions?api-version=2024-10-21, "
                + "/openai/deployments/d/chat/completions?api-version=2024-10-21",
        "https://r/openai/deployments/chat/chat/completions/?api-version=2024-10-21, "
                + "/openai/deployments/chat/chat/completions?api-version=2024-10-21",
    })
    void bothFormsOfAnAzureUrl_areUnderstood(URI url, String path) {
        AzureOpenAi azure = new AzureOpenAi(TargetFixture.config(url, "azure-openai"), null);

        assertThat(azure.post(fixture.request(RequestOptions.defaults(), 0)).path())
                .isEqualTo(path);
    }

    @Test
    void classicAzureUrlWithoutVersion_isRefused() {
        URI url = URI.create("https://r.openai.azure.com/openai/deployments/d");

        assertThatThrownBy(() -> fixture.target(TargetFixture.config(url, "azure-openai")))
                .hasMessage("target lab-vllm-tiny: the URL of an Azure deployment needs its version, "
                        + "such as ?api-version=2024-10-21");
    }

    @Test
    void unknownApi_isRefusedWithTheKnownOnes() {
        TargetConfig config = TargetFixture.config(URI.create("http://localhost"), "smoke-signals");

        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage("target lab-vllm-tiny: API kind 'smoke-signals' is unknown; known are openai-chat, "
                        + "openai-completions, openai-responses, azure-openai, anthropic, ollama-generate, "
                        + "ollama-chat, vllm-generate, litellm, tachograph-tasks, echo-lines");
        assertThat(Targets.apis()).hasSize(11).contains("litellm", "echo-lines");
    }

    @Test
    void missingKey_isNamedByItsVariable() {
        TargetConfig config = TargetFixture.config(URI.create("http://localhost"));

        assertThatThrownBy(() -> Targets.of(config, fixture.client, name -> null))
                .hasMessage("target lab-vllm-tiny: environment variable LAB_KEY, which should hold its API key, "
                        + "is not set");
    }

    @Test
    void keyWithALineBreak_isRefusedWithoutShowingIt() {
        TargetConfig config = TargetFixture.config(URI.create("http://localhost"));

        assertThatThrownBy(() -> Targets.of(config, fixture.client, Map.of("LAB_KEY", "secret\n")::get))
                .hasMessageContaining("LAB_KEY")
                .hasMessageNotContaining("secret");
    }

    @Test
    void requestIds_areDistinctUuids() {
        RequestIds one = new RequestIds();
        RequestIds other = new RequestIds();
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(one.next());
            ids.add(other.next());
        }

        assertThat(ids).hasSize(20_000).allMatch(id -> id.version() == 8 && id.variant() == 2);
    }
}
