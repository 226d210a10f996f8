package io.tachograph.collectors.source.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.ContainerSample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogErrorsTest {
    @TempDir
    Path folder;

    @Test
    void recordedFrames_areLines() throws Exception {
        List<String> lines = lines(FakeDocker.recordedBytes("logs-timestamps.bin"), false);
        assertThat(lines)
                .containsExactly(
                        "2026-11-30T08:45:34.769927306Z INFO started with key",
                        "2026-11-30T08:45:34.770321788Z ERROR something failed",
                        lines.get(2));
        assertThat(lines.get(2)).endsWith(" grüße");
    }

    @Test
    void linesAndCharacters_splitOverFrames_comeWhole() throws Exception {
        byte[] text = "grüße\nzwei\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        for (byte one : text) {
            log.writeBytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, one});
            log.writeBytes(new byte[] {2, 0, 0, 0, 0, 0, 0, 1, 'e'});
        }
        assertThat(lines(log.toByteArray(), false)).containsExactly("grüße", "zwei", "e".repeat(text.length));
        assertThat(lines(text, true)).containsExactly("grüße", "zwei");
    }

    @Test
    void errors_countOnce_howeverOftenTheirSecondIsReadAgain() throws Throwable {
        try (FakeDocker docker = FakeDocker.onUnixSocket(folder.resolve("d"));
                DockerBench bench = new DockerBench(
                        "{'host':'unix://" + folder.resolve("d") + "','log-errors':true}",
                        () -> HostGpus.UNKNOWN,
                        Map.of())) {
            String listed = FakeDocker.recorded("containers.json");
            docker.answers.put(
                    "/containers/json",
                    FakeDocker.json("[" + listed.substring(listed.indexOf("{\"Id\":\"" + FakeDocker.VLLM))));
            docker.answers.put(
                    "/containers/" + FakeDocker.VLLM + "/logs",
                    FakeDocker.whole(200, "X: y", FakeDocker.recordedBytes("logs-timestamps.bin")));
            bench.read();
            bench.read();

            assertThat(bench.records(ContainerSample.class))
                    .extracting(ContainerSample::getLogErrors)
                    .containsExactly(1L, 1L);
            assertThat(docker.askedFor("&since=1796028337")).isGreaterThanOrEqualTo(1);
            assertThat(docker.askedFor("/logs?stdout=1&stderr=1&timestamps=1&since=1796028334"))
                    .isEqualTo(1);
        }
    }

    private static List<String> lines(byte[] log, boolean raw) throws Exception {
        List<String> lines = new ArrayList<>();
        LogFrames.read(new ByteArrayInputStream(log), raw, Long.MAX_VALUE, lines::add);
        return lines;
    }
}
