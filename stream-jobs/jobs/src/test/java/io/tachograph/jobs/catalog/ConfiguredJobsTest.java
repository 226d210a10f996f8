package io.tachograph.jobs.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredJobsTest {
    @TempDir
    private Path directory;

    private TachographConfig read(String yaml) throws Exception {
        return ConfigFile.read(Files.writeString(directory.resolve("t.yml"), yaml), Map.of());
    }

    @Test
    void slos_becomeTheRulesOfTheStream() throws Exception {
        SloRules rules = ConfiguredJobs.of(read("""
                slos:
                  - {name: chat, model: atlas-70b, ttft: 1s}
                  - {name: chat, model: "atlas*", ttft: 500ms, tpot: 50ms}
                  - {name: whole, model: "*", e2e: 1.5s}
                """)).get(PipelineConfig.class).slos();

        SloDefinition whole = new SloDefinition("whole", SloDefinition.ANY, SloDefinition.ANY, 1_500_000_000L);
        assertThat(rules.of("atlas-70b"))
                .containsExactly(
                        new SloDefinition("chat", 1_000_000_000L, SloDefinition.ANY, SloDefinition.ANY), whole);
        assertThat(rules.of("atlas-8b"))
                .containsExactly(new SloDefinition("chat", 500_000_000L, 50_000_000L, SloDefinition.ANY), whole);
        assertThat(rules.of("borealis")).containsExactly(whole);
    }
}
