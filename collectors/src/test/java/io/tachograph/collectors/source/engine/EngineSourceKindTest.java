package io.tachograph.collectors.source.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSourceKindTest {
    private static final SourceContext CONTEXT =
            new SourceContext("a", "n", WallClock.ofProcess(), new DiscoveredTargets(), name -> null);

    private static String nameOf(String json) throws Exception {
        EngineSettings settings =
                ConfigFile.entry((ObjectNode) new ObjectMapper().readTree(json), EngineSettings.class, "sources[0]");
        return new EngineSourceKind().open(settings, CONTEXT).get(0).name();
    }

    @Test
    void targetIsNamedAsInTargets() throws Exception {
        assertThat(nameOf("{\"url\":\"http://gpu-7:8000/v1\",\"model\":\"meta/Llama\"}"))
                .isEqualTo("engine gpu-7-8000-openai-meta-Llama");
        assertThat(nameOf("{\"url\":\"http://gpu-7:8000\",\"target\":\"east-vllm-llama\"}"))
                .isEqualTo("engine east-vllm-llama");
    }

    @Test
    void wrongKeys_areSaidWithTheirPath() {
        assertThatThrownBy(() -> nameOf("{\"url\":\"http://a\",\"model\":\"m\",\"engin\":\"vllm\"}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "unknown key sources[0].engin; known here: api-key-env, api-key-file, ca-file, cluster, engine");
        assertThatThrownBy(() -> nameOf("{\"model\":\"m\"}"))
                .hasMessageContaining("sources[0]: an engine needs url, and target or model");
        assertThatThrownBy(() -> nameOf("{\"url\":\"http://a\",\"target\":\"t\",\"cluster\":\"c\"}"))
                .hasMessageContaining("say target, or cluster and framework, not both");
        assertThatThrownBy(() -> nameOf("{\"url\":\"http://a\",\"model\":\"m\",\"engine\":\"vlm\"}"))
                .hasMessage("engine 'vlm' is unknown; known are vllm, sglang, tgi, llama.cpp, tensorrt-llm, triton,"
                        + " ollama");
        assertThatThrownBy(() -> nameOf("{\"url\":\"http://u:secret@a\",\"model\":\"m\"}"))
                .hasMessageContaining("holds a user or password")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> nameOf("{\"url\":\"gpu-7:8000\",\"model\":\"m\"}"))
                .hasMessage("url must be http(s)://host[:port][/path]");
        assertThatThrownBy(() -> nameOf("{\"url\":\"http://a b\",\"model\":\"m\"}"))
                .hasMessage("url is not a URL: it must be http(s)://host[:port][/path]");
        assertThatThrownBy(() -> nameOf("{\"url\":\"http://a\",\"target\":\"a/b\"}"))
                .hasMessage("target 'a/b' must be a slug, without '/'");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8000, http://h:8000/metrics, http://h:8000/version",
        "http://h:8000/, http://h:8000/metrics, http://h:8000/version",
        "http://h:8000/v1, http://h:8000/metrics, http://h:8000/version",
        "http://h/x/v1/chat/completions, http://h/x/metrics, http://h/x/version",
        "http://h/x/metrics, http://h/x/metrics, http://h/x/version",
        "http://h/metrics/, http://h/metrics/, http://h/version",
        "http://h/metrics?model=a, http://h/metrics?model=a, http://h/version",
        "http://h/prometheus/metrics, http://h/prometheus/metrics, http://h/version",
        "https://[::1]:9/, https://[::1]:9/metrics, https://[::1]:9/version",
    })
    void addresses_areMadeOfWhatIsAtHand(String url, String metrics, String version) {
        MetricsAddress address = MetricsAddress.of(url, "/metrics");

        assertThat(address.metrics()).hasToString(metrics);
        assertThat(address.page("/version")).hasToString(version);
    }
}
