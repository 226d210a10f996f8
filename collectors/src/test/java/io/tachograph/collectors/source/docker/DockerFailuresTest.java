package io.tachograph.collectors.source.docker;

import static io.tachograph.collectors.source.docker.FakeDocker.VLLM;
import static io.tachograph.collectors.source.docker.FakeDocker.bytes;
import static io.tachograph.collectors.source.docker.FakeDocker.error;
import static io.tachograph.collectors.source.docker.FakeDocker.json;
import static io.tachograph.collectors.source.docker.FakeDocker.recorded;
import static io.tachograph.collectors.source.docker.FakeDocker.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.schemas.avro.ContainerSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerFailuresTest {
    @TempDir
    Path folder;

    private FakeDocker docker;
    private DockerBench bench;

    @BeforeEach
    void start() throws Exception {
        docker = FakeDocker.onUnixSocket(folder.resolve("d"));
        bench = bench("");
        // One container.
        String listed = recorded("containers.json");
        docker.answers.put("/containers/json", json("[" + listed.substring(listed.indexOf("{\"Id\":\"" + VLLM))));
    }

    private DockerBench bench(String keys) throws Exception {
        return new DockerBench(
                "{'host':'unix://" + folder.resolve("d") + "'" + keys + "}", () -> HostGpus.UNKNOWN, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
        docker.close();
    }

    private SourceException failure() {
        Throwable thrown = catchThrowable(() -> bench.read());
        assertThat(thrown).isInstanceOf(SourceException.class);
        return (SourceException) thrown;
    }

    @Test
    void version_isTheNewestThatBothKnow() throws Throwable {
        for (String newest : new String[] {"1.40", "1.47", "1.52", "1.56"}) {
            docker.asked.clear();
            docker.maximum = newest;
            bench.read();
            String wanted = newest.equals("1.56") ? "1.52" : newest;
            assertThat(docker.asked).as(newest).contains("/v" + wanted + "/containers/json");
        }
    }

    @Test
    void engineThatFindsUsTooOldOrTooNew_saysWhichItWants() throws Throwable {
        // A proxy withholds the version, and the engine is newer than the oldest that we speak.
        docker.headerTold = false;
        docker.answers.put("/version", error(403, "no"));
        docker.minimum = "1.44";
        docker.maximum = "1.52";
        bench.read();
        assertThat(docker.asked).contains("/v1.44/containers/json");

        docker.minimum = "1.60";
        docker.maximum = "1.70";
        assertThat(failure())
                .hasMessageContaining("wants version 1.60 of its API at least")
                .hasMessageContaining("1.52");
    }

    @Test
    void noSocket_andNobodyWhoListens_areSentencesThatSayWhatToDo() throws Exception {
        docker.close();
        assertThat(failure().kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(failure()).hasMessageContaining("is it running?");
        try (DockerBench none =
                new DockerBench("{'host':'unix:///nowhere/docker.sock'}", () -> HostGpus.UNKNOWN, Map.of())) {
            assertThatThrownBy(none::read)
                    .hasMessageStartingWith("there is no socket unix:///nowhere/docker.sock")
                    .hasMessageContaining("DOCKER_HOST");
        }
        // The tests may run as root, to whom nothing is denied.
        SourceException denied = DockerFailures.of(
                DockerAddress.of("unix:///var/run/docker.sock", false), new IOException("Permission denied"));
        assertThat(denied.kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(denied).hasMessageContaining("usermod -aG docker").hasMessageContaining("read-only proxy");
    }

    @Test
    void proxyThatRefuses_isToldWhatToAllow() {
        docker.answers.put("/containers/json", error(403, "Request forbidden by administrative rules"));
        assertThat(failure().kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(failure()).hasMessageContaining("refuses GET /containers/json (403)");
    }

    @Test
    void answersThatAreNone_areOneSentenceEach() {
        docker.answers.put("/containers/json", whole(200, "Content-Type: text/html", bytes("<html>\nhi</html>")));
        assertThat(failure().kind()).isEqualTo(FailureKind.MALFORMED);
        docker.answers.put("/containers/json", out -> out.write(bytes("SSH-2.0-OpenSSH_9.2p1\r\n")));
        assertThat(failure().kind()).isEqualTo(FailureKind.MALFORMED);
        docker.answers.put(
                "/containers/json", out -> out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[")));
        assertThat(failure()).hasMessageContaining("closed amid the answer");
        docker.answers.put("/containers/json", error(500, "driver\\nfailed"));
        assertThat(failure()).hasMessageContaining("with 500: driver failed");
    }

    @Test
    void bodyWithoutEnd_isCutOff() {
        docker.answers.put("/containers/" + VLLM + "/json", out -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
            byte[] chunk = bytes("1000\r\n" + "[".repeat(100) + " ".repeat(0x1000 - 100) + "\r\n");
            byte[] rest = bytes("1000\r\n" + " ".repeat(0x1000) + "\r\n");
            out.write(chunk);
            while (true) {
                out.write(rest);
            }
        });
        assertThat(failure().kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure()).hasMessageContaining("container vllm-1 cannot be inspected");
    }

    @Test
    void containerThatNeverAnswers_harmsNoOther() throws Throwable {
        docker.answers.put("/containers/" + VLLM + "/stats", docker::follow);
        try (DockerBench hasty = bench(",'request-timeout':'200ms'")) {
            assertThatThrownBy(hasty::read).hasMessageContaining("container vllm-1 cannot be read");
            assertThat(hasty.targets.all()).hasSize(1);
        }
    }

    @Test
    void readingThatIsGivenUp_endsItsRequests() throws Throwable {
        docker.answers.put("/containers/json", docker::follow);
        var reading = bench.source.read(record -> {}).toCompletableFuture();
        Awaitility.await().until(() -> docker.askedFor("/containers/json") == 1);
        reading.cancel(true);
        docker.answers.put("/containers/json", json("[]"));
        bench.read();
        assertThat(bench.targets.all()).isEmpty();
    }

    @Test
    void containerRemovedSinceItWasListed_isNoFailure() throws Throwable {
        docker.answers.remove("/containers/" + VLLM + "/json");
        docker.answers.remove("/containers/" + VLLM + "/stats");
        bench.read();
        assertThat(bench.targets.all()).isEmpty();
        assertThat(bench.records).isEmpty();
    }

    @Test
    void labelOfAMegabyte_isRefusedInASentence() {
        docker.answers.put(
                "/containers/json",
                json("[{\"Id\":\"" + VLLM
                        + "\",\"Names\":[\"/big\"],\"Image\":\"vllm/vllm-openai\",\"State\":\"running\","
                        + "\"Labels\":{\"other\":\"" + "y".repeat(1 << 20) + "\",\"tachograph.model\":\""
                        + "x".repeat(1 << 20) + "\"}}]"));
        assertThat(failure())
                .hasMessage("container big has a label tachograph.model of 1048576 characters; 256 are the most");
    }

    @Test
    void thousandContainers_areAskedAFewAtATime() throws Throwable {
        docker.answers.put(
                "/containers/json",
                json(IntStream.range(0, 1000)
                        .mapToObj(i ->
                                "{\"Id\":\"c" + i + "\",\"Names\":[\"/e" + i + "\"],\"Image\":\"vllm/vllm-openai\","
                                        + "\"State\":\"running\",\"NetworkSettings\":{\"Networks\":{\"n\":{\"IPAddress\":\"10.0."
                                        + i / 250 + "." + i % 250 + "\"}}}}")
                        .collect(Collectors.joining(",", "[", "]"))));
        for (int i = 0; i < 1000; i++) {
            docker.answers.put("/containers/c" + i + "/json", json(recorded("inspect-vllm-1.json")));
            docker.answers.put("/containers/c" + i + "/stats", json(recorded("stats-1.json")));
        }
        docker.mostAtOnce.set(0);
        bench.read();
        assertThat(bench.targets.all()).hasSize(1000);
        assertThat(bench.records(ContainerSample.class)).hasSize(1000);
        assertThat(docker.mostAtOnce.get()).isBetween(1, 8);
    }

    @Test
    void wrongSettings_areOneSentence() {
        assertThatThrownBy(() -> bench(",'images':{'vlm':'x'}")).hasMessageContaining("'vlm' is no engine");
        assertThatThrownBy(() -> bench(",'images':{'vllm':'('}")).hasMessageContaining("no regular expression");
        assertThatThrownBy(() -> bench(",'address':'any'")).hasMessageContaining("auto, container or published");
        assertThatThrownBy(() -> new DockerBench("{'host':'npipe:////./x'}", () -> HostGpus.UNKNOWN, Map.of()))
                .hasMessageContaining("the Docker host must be unix:///PATH");
    }
}
