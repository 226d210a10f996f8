package io.tachograph.collectors.source.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineKeyTest {
    @TempDir
    Path folder;

    private static SourceContext context() {
        return new SourceContext("agent", "host", WallClock.ofProcess(), new DiscoveredTargets(), name -> null);
    }

    private static ConfiguredSource engineOf(String url, Path keyFile) {
        TargetConfig target = new TargetConfig(
                "lab-llama.cpp-tiny", "lab", "llama.cpp", "tiny", URI.create(url), "openai-chat", null, "", Map.of());
        return Objects.requireNonNull(new TargetEngines(context()).of(target.withApiKeyFile(keyFile)));
    }

    @Test
    void fileOfTheTarget_isWhereTheKeyComesFrom_andReadAnewEachTime() throws Exception {
        byte[] text = "llamacpp:requests_processing 1\n".getBytes(StandardCharsets.UTF_8);
        Path file = Files.writeString(folder.resolve("key"), "first\n");
        try (Peer peer = new Peer()) {
            ConfiguredSource engine = engineOf(peer.url(), file);
            peer.page("/metrics", Peer.closed("first", Peer.bytes(200, "text/plain", text)));
            engine.named().source().read(record -> {}).toCompletableFuture().get();

            Files.writeString(file, "second\n");
            peer.page("/metrics", Peer.closed("second", Peer.bytes(200, "text/plain", text)));
            engine.named().source().read(record -> {}).toCompletableFuture().get();
        }
    }

    @Test
    void fileThatHoldsNoKey_isSaid_withoutWhatItHolds() throws Exception {
        try (Peer peer = new Peer()) {
            Path file = Files.writeString(folder.resolve("key"), "hidden hidden");
            ConfiguredSource engine = engineOf(peer.url(), file);

            assertThatThrownBy(() -> engine.named()
                            .source()
                            .read(record -> {})
                            .toCompletableFuture()
                            .get())
                    .hasMessageContaining("holds blanks")
                    .hasMessageNotContaining("hidden hidden");
            assertThat(peer.questions()).isEmpty();
        }
    }
}
