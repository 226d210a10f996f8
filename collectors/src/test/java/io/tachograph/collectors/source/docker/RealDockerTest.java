package io.tachograph.collectors.source.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.schemas.avro.ContainerSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real engine with a socket and a data folder of its own, started for the test by {@code infra/dev/real-docker}; one that
 * runs already is left alone. Skipped without it.
 */
class RealDockerTest {
    /** Path of {@code dockerd}; {@code docker} lies on the path, {@code busybox} (static) is named beside it. */
    private static final @Nullable String DOCKERD = System.getenv("TACHOGRAPH_DOCKERD");

    private static final @Nullable String BUSYBOX = System.getenv("TACHOGRAPH_BUSYBOX");

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private @Nullable Process daemon;

    @BeforeEach
    void start() throws Exception {
        if (DOCKERD == null || BUSYBOX == null) {
            Assumptions.abort("no engine to start: run infra/dev/real-docker as root");
        }
        List<String> command = new ArrayList<>(List.of(DOCKERD, "--iptables=false", "--ip6tables=false"));
        command.addAll(List.of("--ip-forward=false", "--bridge=none", "--host", host()));
        command.addAll(List.of("--data-root", folder.resolve("data").toString()));
        command.addAll(List.of("--exec-root", folder.resolve("exec").toString()));
        command.addAll(List.of("--pidfile", folder.resolve("pid").toString()));
        daemon = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(folder.resolve("s")));
        Path bin = Files.createDirectories(folder.resolve("image/bin"));
        Files.copy(Path.of(BUSYBOX), bin.resolve("busybox"));
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("busybox"));
        Files.createSymbolicLink(bin.resolve("sleep"), Path.of("busybox"));
        Files.writeString(bin.resolve("vllm"), "#!/bin/sh\nwhile true; do echo ERROR; echo fine; sleep 0.1; done\n");
        assertThat(bin.resolve("vllm").toFile().setExecutable(true)).isTrue();
        run(
                "tar",
                "-C",
                folder.resolve("image").toString(),
                "-cf",
                folder.resolve("i.tar").toString(),
                ".");
        docker(
                "import",
                "--change",
                "ENTRYPOINT [\"vllm\",\"serve\"]",
                "--change",
                "ENV PATH=/bin",
                folder.resolve("i.tar").toString(),
                "vllm/vllm-openai:v0.30.0");
        docker("network", "create", "n", "--subnet", "172.29.77.0/24");
    }

    private String host() {
        return "unix://" + folder.resolve("s");
    }

    private void docker(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker", "-H", host()));
        command.addAll(List.of(words));
        run(command.toArray(new String[0]));
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("run.log").toFile()))
                .start();
        assertThat(process.waitFor()).as(() -> said()).isZero();
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("run.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterEach
    void stop() throws Exception {
        Process running = daemon;
        daemon = null;
        if (running != null) {
            docker("network", "rm", "n");
            running.destroy();
            assertThat(running.waitFor()).isNotNegative();
        }
    }

    @Test
    void containers_comeAndGo() throws Throwable {
        try (DockerBench bench =
                new DockerBench("{'host':'" + host() + "','log-errors':true}", () -> HostGpus.UNKNOWN, Map.of())) {
            AtomicInteger hurried = new AtomicInteger();
            bench.source.hurriedBy(hurried::incrementAndGet);
            bench.read();
            assertThat(bench.targets.all()).isEmpty();

            docker(
                    "run",
                    "-d",
                    "--name",
                    "one",
                    "--network",
                    "n",
                    "--cpus",
                    "0.5",
                    "--memory",
                    "64m",
                    "-e",
                    "HF_TOKEN=secret",
                    "vllm/vllm-openai:v0.30.0",
                    "m/a",
                    "--served-model-name",
                    "a");
            Awaitility.await().until(() -> hurried.get() >= 1);
            Awaitility.await().until(() -> {
                read(bench);
                List<ContainerSample> samples = bench.records(ContainerSample.class);
                Long errors = samples.isEmpty()
                        ? null
                        : samples.get(samples.size() - 1).getLogErrors();
                return errors != null && errors > 3;
            });
            assertThat(bench.targets.all())
                    .extracting(
                            found -> found.config().url().toString(),
                            found -> found.config().model())
                    .containsExactly(tuple("http://172.29.77.2:8000", "a"));
            List<ContainerSample> samples = bench.records(ContainerSample.class);
            ContainerSample last = samples.get(samples.size() - 1);
            assertThat(last.getCpuCores()).isNotNegative();
            assertThat(last.getCpuLimitCores()).isEqualTo(0.5);
            assertThat(last.getMemoryLimitBytes()).isEqualTo(64L << 20);
            assertThat(last.getMemoryUsedBytes()).isBetween(1L, 64L << 20);
            assertThat(last.getNetworkReceivedBytes()).isNotNull();
            assertThat(bench.records + bench.source.details()).doesNotContain("secret");

            int before = hurried.get();
            docker("rm", "-f", "one");
            Awaitility.await().until(() -> hurried.get() > before);
            bench.read();
            assertThat(bench.targets.all()).isEmpty();
        }
    }

    @Test
    void engineThatStops_isASentence() throws Throwable {
        try (DockerBench bench = new DockerBench("{'host':'" + host() + "'}", () -> HostGpus.UNKNOWN, Map.of())) {
            bench.read();
            assertThat(bench.source.details()).startsWith("engine ");
            stop();
            assertThatThrownBy(bench::read).hasMessageContaining(host());
        }
    }

    private static void read(DockerBench bench) {
        try {
            bench.read();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
