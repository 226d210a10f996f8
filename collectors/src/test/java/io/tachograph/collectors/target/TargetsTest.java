package io.tachograph.collectors.target;

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
        "http://h:1,             /v1/chat/completions,             /version",
        "http://h:1/,            /v1/chat/completions,             /version",
        "http://h:1/v1,          /v1/chat/completions,             /version",
        "http://h:1/v1/,         /v1/chat/completions,             /version",
        "http://h:1/a/b,         /a/b/v1/chat/completions,         /a/b/version",
        "https://h/openai/v1?x=1, /openai/v1/chat/completions?x=1,  /openai/version"
    })
    void baseUrl_isTakenWithAndWithoutV1(URI url, String chat, String version) {
        BaseUrl base = new BaseUrl(TargetFixture.config(url));

        assertThat(base.v1("chat/completions")).isEqualTo(chat);
        assertThat(base.beside("version")).isEqualTo(version);
    }

    @Test
    void urlOfTheResourceItself_isRefused() {
        assertThatThrownBy(() -> new BaseUrl(TargetFixture.config(URI.create("http://h/v1/chat/completions"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the base URL");
    }

    @Test
    void unknownApi_isRefusedWithTheKnownOnes() {
        TargetConfig config = TargetFixture.config(URI.create("http://localhost"), "smoke-signals");

        assertThatThrownBy(() -> fixture.target(config))
                .hasMessage("target lab-vllm-tiny: API kind 'smoke-signals' is unknown; "
                        + "known are openai-chat and openai-completions");
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
