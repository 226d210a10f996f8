package io.tachograph.collectors.source.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.collectors.source.loki.FakeLoki;
import io.tachograph.collectors.source.loki.LogLine;
import io.tachograph.schemas.avro.ContainerSample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLogsTest {
    private static final String LOGS = "/containers/" + FakeDocker.VLLM + "/logs";

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
        try (FakeDocker docker = oneEngine("logs-timestamps.bin");
                DockerBench bench = bench("'log-errors':true")) {
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

    @Test
    @SuppressWarnings("try") // The engine only has to be there.
    void lines_reachLoki_once_withTheirStreamsAndTimes() throws Throwable {
        try (FakeLoki loki = new FakeLoki();
                FakeDocker docker = oneEngine("logs-timestamps.bin");
                DockerBench bench = bench("'loki':{'url':'" + loki.url() + "'}")) {
            bench.read();
            Awaitility.await().until(() -> loki.lines().size() == 3);
            bench.read();
            bench.read();

            assertThat(loki.lines())
                    .containsExactlyInAnyOrder(
                            line("stdout", 1796028334769927306L, "INFO started with key"),
                            line("stderr", 1796028334770321788L, "ERROR something failed"),
                            line("stdout", 1796028334770472155L, "grüße"));
            assertThat(bench.source.details()).endsWith("; Loki: 3 lines sent, 0 waiting, 0 lost");
            assertThat(bench.source.leftOut().values()).containsOnly(0L);
            assertThat(bench.records(ContainerSample.class))
                    .extracting(ContainerSample::getLogErrors)
                    .containsOnlyNulls();
        }
    }

    @Test
    void containerThatEnded_isReadOnceMore() throws Throwable {
        try (FakeLoki loki = new FakeLoki();
                FakeDocker docker = oneEngine("logs-timestamps.bin");
                DockerBench bench = bench("'usage':'none','loki':{'url':'" + loki.url() + "'}")) {
            bench.read();
            Awaitility.await().until(() -> loki.lines().size() == 3);

            docker.answers.put("/containers/json", FakeDocker.json("[]"));
            docker.answers.put(
                    LOGS,
                    FakeDocker.whole(
                            200, "X: y", frame(2, "2026-11-30T08:46:00.000000001Z CUDA error: out of memory\n")));
            bench.read();
            Awaitility.await().until(() -> loki.lines().size() == 4);
            bench.read();

            assertThat(loki.lines().get(3))
                    .isEqualTo(line("stderr", 1796028360000000001L, "CUDA error: out of memory"));
            assertThat(docker.askedFor("/logs?")).isEqualTo(2);
        }
    }

    @Test
    @SuppressWarnings("try") // The engine only has to be there.
    void lokiThatTakesNothing_failsTheReading_andNothingElse() throws Throwable {
        try (FakeLoki loki = new FakeLoki();
                FakeDocker docker = oneEngine("logs-timestamps.bin");
                DockerBench bench = bench("'log-errors':true,'loki':{'url':'" + loki.url() + "'}")) {
            loki.answer(401);
            assertThatThrownBy(bench::read).hasMessageContaining("as api-key-env");

            assertThat(bench.records(ContainerSample.class))
                    .extracting(ContainerSample::getLogErrors)
                    .containsExactly(1L);
            assertThat(bench.targets.all()).hasSize(1);
        }
    }

    @Test
    void lineThatIsTooLong_isCutAndCounted() throws Throwable {
        try (FakeLoki loki = new FakeLoki();
                FakeDocker docker = oneEngine("logs-timestamps.bin");
                DockerBench bench = bench("'loki':{'url':'" + loki.url() + "'}")) {
            docker.answers.put(
                    LOGS,
                    FakeDocker.whole(
                            200, "X: y", frame(1, "2026-11-30T08:46:00.000000001Z " + "x".repeat(100_000) + "\n")));
            bench.read();
            Awaitility.await().until(() -> loki.lines().size() == 1);

            assertThat(loki.lines().get(0).text()).matches("x{8000,8192}");
            assertThat(bench.source.leftOut()).containsEntry("log_line_cut", 1L);
        }
    }

    private static LogLine line(String stream, long atNanos, String text) {
        return new LogLine(
                Map.of(
                        "job", "tachograph",
                        "node", "node",
                        "container", "vllm-1",
                        "engine", "vllm",
                        "target", "node-vllm-1-vllm-llama",
                        "stream", stream),
                atNanos,
                text);
    }

    private static byte[] frame(int stream, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + payload.length)
                .put((byte) stream)
                .position(4)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private DockerBench bench(String keys) throws Exception {
        return new DockerBench(
                "{'host':'unix://" + folder.resolve("d") + "'," + keys + "}", () -> HostGpus.UNKNOWN, Map.of());
    }

    private FakeDocker oneEngine(String log) throws Exception {
        FakeDocker docker = FakeDocker.onUnixSocket(folder.resolve("d"));
        String listed = FakeDocker.recorded("containers.json");
        docker.answers.put(
                "/containers/json",
                FakeDocker.json("[" + listed.substring(listed.indexOf("{\"Id\":\"" + FakeDocker.VLLM))));
        docker.answers.put(LOGS, FakeDocker.whole(200, "X: y", FakeDocker.recordedBytes(log)));
        return docker;
    }

    private static List<String> lines(byte[] log, boolean raw) throws Exception {
        List<String> lines = new ArrayList<>();
        LogFrames.read(new ByteArrayInputStream(log), raw, Long.MAX_VALUE, (text, errors, cut) -> {
            lines.add(text);
        });
        return lines;
    }
}
