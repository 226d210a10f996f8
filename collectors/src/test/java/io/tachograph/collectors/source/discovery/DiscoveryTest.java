package io.tachograph.collectors.source.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKinds;
import io.tachograph.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DiscoveredTargets targets = new DiscoveredTargets();

    @TempDir
    Path folder;

    @Test
    void everyAddressOfAName_isATarget() throws Throwable {
        read(open("{'kind':'dns','name':'127.0.0.1','port':8000,'target':{'model':'m','framework':'vllm'}}"));

        assertThat(targets.all())
                .extracting(
                        found -> found.config().slug(),
                        found -> found.config().url().toString())
                .containsExactly(tuple("127.0.0.1-8000-vllm-m", "http://127.0.0.1:8000"));
    }

    @Test
    void filesAsPrometheusHasThem_giveTargets_andTheirLabelsGoBeforeTheTemplate() throws Throwable {
        Files.writeString(folder.resolve("a.json"), """
                [{"targets": ["one:8000", "two:8000"], "labels": {"model": "big", "framework": "vllm", "rack": "7", "__x": "y"}}]
                """);
        Files.writeString(folder.resolve("b.yml"), "- targets: ['three:9000']\n  labels: {tenant: acme}\n");
        ConfiguredSource source = open("{'kind':'file-sd','files':['" + folder + "/*'],"
                + "'target':{'scheme':'https','model':'small','probe':false}}");
        read(source);

        assertThat(targets.all())
                .extracting(found -> found.config().url().toString())
                .containsExactly("https://one:8000", "https://two:8000", "https://three:9000");
        assertThat(targets.all()).extracting(found -> found.config().model()).containsExactly("big", "big", "small");
        DiscoveredTarget first = targets.all().get(0);
        assertThat(first.probed()).isFalse();
        assertThat(first.config().framework()).isEqualTo("vllm");
        assertThat(first.config().labels()).isEqualTo(Map.of("rack", "7"));
        assertThat(targets.all().get(2).config().tenant()).isEqualTo("acme");
    }

    @Test
    void fileThatIsWrong_isOneSentence_andWhatWasFoundBeforeStays() throws Throwable {
        Path file = Files.writeString(folder.resolve("a.json"), "[{\"targets\": [\"one:8000\"]}]");
        ConfiguredSource source = open("{'kind':'file-sd','files':['" + file + "'],'target':{'model':'m'}}");
        read(source);

        for (String wrong : List.of(
                "{",
                "[{\"targets\": 7}]",
                "[null]",
                "[{\"targets\": [null]}]",
                "[{\"targets\": [\"a b:c\"]}]",
                "<html>")) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> read(source))
                    .as(wrong)
                    .hasMessageContaining("is not a list of targets")
                    .hasMessageNotContaining("\n");
        }
        Files.delete(file);
        assertThatThrownBy(() -> read(source)).hasMessageContaining("cannot be read");
        assertThat(targets.all()).hasSize(1);
    }

    @Test
    void twoAddressesUnderOneSlug_areRefused_notMadeOne() throws Throwable {
        Path file = Files.writeString(folder.resolve("a.json"), "[{\"targets\": [\"one:8000\", \"two:8000\"]}]");
        ConfiguredSource source =
                open("{'kind':'file-sd','files':['" + file + "'],'target':{'model':'m','cluster':'eu'}}");

        assertThatThrownBy(() -> read(source)).hasMessageContaining("two of the targets found are called eu-openai-m");
        assertThat(targets.all()).isEmpty();
    }

    @Test
    void wrongSettings_areOneSentenceWithTheirPath() {
        assertThatThrownBy(() -> open("{'kind':'dns','name':'x','port':0,'target':{'model':'m'}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("port 0 must be from 1 to 65535");
        assertThatThrownBy(() -> open("{'kind':'dns','name':'x','port':1}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("target.model is missing");
        assertThatThrownBy(() -> open("{'kind':'file-sd','files':['x'],'every':'soon'}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sources[0].every: ")
                .hasMessageContaining("a number and a unit");
        assertThatThrownBy(() -> open("{'kind':'file-sd','files':['x'],'fils':[]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown key sources[0].fils");
    }

    private ConfiguredSource open(String json) throws Exception {
        ObjectNode entry = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        return new SourceKinds()
                .open(List.of(entry), new SourceContext("agent", "node", WallClock.ofProcess(), targets, name -> null))
                .get(0);
    }

    private static void read(ConfiguredSource source) throws Throwable {
        try {
            source.named().source().read(record -> {}).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }
}
