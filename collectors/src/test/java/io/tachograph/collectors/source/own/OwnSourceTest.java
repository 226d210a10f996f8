package io.tachograph.collectors.source.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKinds;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.collectors.source.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSourceTest {
    @Test
    void kindThatAUserWrote_isFoundReadAndReported(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("rack");
        ObjectNode entry =
                new ObjectMapper().createObjectNode().put("kind", "rack-power").put("file", file.toString());
        List<ConfiguredSource> sources = new SourceKinds()
                .open(
                        List.of(entry),
                        new SourceContext(
                                "agent", "node", WallClock.ofProcess(), new DiscoveredTargets(), name -> null));

        SourceStatus without = Sources.readOnce(sources, WallClock.ofProcess()).get(0);
        Files.writeString(file, "GPU-1 300.5\nGPU-2 71\n");
        SourceStatus with = Sources.readOnce(sources, WallClock.ofProcess()).get(0);

        assertThat(without.complaint()).isEqualTo("cannot read " + file + ": is the power unit on?");
        assertThat(with.complaint()).isNull();
        assertThat(with.records()).isEqualTo(2);
    }

    @Test
    void pageOfCollectors_showsThisVerySource() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/tachograph/collectors/source/own/RackPower.java"));

        assertThat(Files.readString(Path.of("../docs/collectors.md")))
                .contains(source.substring(source.indexOf("/** Power of each")));
    }
}
