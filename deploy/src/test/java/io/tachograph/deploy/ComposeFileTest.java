package io.tachograph.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be seen of {@code docker-compose.yml} without Docker; {@code infra/test} starts it. */
class ComposeFileTest {
    private static final Path FILE = Yaml.ROOT.resolve("docker-compose.yml");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^#?([A-Z_]+)=");
    private static final Pattern TAGGED = Pattern.compile("[\\w./-]+:[\\w.-]*\\d[\\w.-]*(@sha256:[0-9a-f]{64})?");

    @Test
    void everyVariable_isInTheSample_andTheOtherWayRound() {
        Set<String> asked = VARIABLE.matcher(Yaml.text(FILE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(SAMPLE.matcher(Yaml.text(Yaml.ROOT.resolve(".env.sample")))
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void everyService_isLimitedPinnedAndWatched() {
        assertThat(Yaml.of(FILE).path("services").properties()).isNotEmpty().allSatisfy(service -> {
            JsonNode says = service.getValue();
            assertThat(says.at("/deploy/resources/limits/memory").asText()).isNotEmpty();
            if (says.has("image")) {
                assertThat(says.path("image").asText()).matches(TAGGED);
            }
            // This reader leaves merge keys as they are.
            boolean runsOnce = says.path("restart").asText().equals("no")
                    || says.path("<<").asText().equals("once");
            assertThat(runsOnce || says.has("healthcheck")).isTrue();
        });
    }

    /** What {@code enough-memory} asks for is what the limits of everything that runs without a profile add up to. */
    @Test
    void leastMemory_isWhatTheLimitsAddUpTo() {
        JsonNode services = Yaml.of(FILE).path("services");
        long limits = services.properties().stream()
                .map(Map.Entry::getValue)
                .filter(service -> !service.has("profiles") && service.has("healthcheck"))
                .mapToLong(service ->
                        mebibytes(service.at("/deploy/resources/limits/memory").asText()))
                .sum();

        assertThat(services.at("/enough-memory/entrypoint/1").asText()).isEqualTo("${LEAST_MEMORY_MB:-" + limits + "}");
    }

    private static long mebibytes(String size) {
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return size.endsWith("g") ? number * 1_024 : number;
    }

    @Test
    void ourContainers_mayWriteToTheirVolumeAlone() {
        JsonNode ours = Yaml.of(FILE).path("x-tachograph");

        assertThat(ours.path("read_only").asBoolean()).isTrue();
        assertThat(ours.path("cap_drop").path(0).asText()).isEqualTo("ALL");
        assertThat(ours.path("security_opt").path(0).asText()).isEqualTo("no-new-privileges:true");
    }

    @Test
    void demo_isAConfigurationThatOurProcessesTake() throws ConfigException {
        TachographConfig config = ConfigFile.read(Yaml.INFRA.resolve("compose/demo.yml"), Map.of());

        assertThat(config.targets()).hasSize(6);
        assertThat(config.slos()).hasSize(1);
    }
}
