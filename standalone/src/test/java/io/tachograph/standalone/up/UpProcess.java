package io.tachograph.standalone.up;

import static org.awaitility.Awaitility.await;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.ProductJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** {@code tachograph up} in a process of its own, so that it can be killed like one. */
final class UpProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private UpProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "up-output");
        reader.setDaemon(true);
        reader.start();
    }

    static UpProcess start(Path dataDir, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--port", "0"));
        arguments.addAll(Arrays.asList(more));
        return startOn(dataDir, arguments.toArray(new String[0]));
    }

    /** On ports that the arguments name. */
    static UpProcess startOn(Path dataDir, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up", "--data-dir", dataDir.toString()));
        arguments.addAll(Arrays.asList(more));
        return new UpProcess(ProductJvm.builder(640, arguments).start());
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("reading its output failed: " + e.getMessage());
        }
    }

    /** What follows a label of the start's summary, once it is there. */
    String awaitValue(String label) {
        await(label).atMost(Duration.ofMinutes(10)).until(() -> value(label).isPresent() || !process.isAlive());
        return value(label).orElseThrow(() -> new AssertionError("it ended before it said " + label + ": " + lines));
    }

    private Optional<String> value(String label) {
        return lines.stream()
                .filter(line -> line.strip().startsWith(label + " "))
                .map(line -> line.strip().substring(label.length()).strip())
                .findFirst();
    }

    /** Address of its Kafka, once the start's summary is there. */
    KafkaAccess access() {
        return KafkaAccess.plain(lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("Kafka") && line.contains(":"))
                .map(line -> line.substring("Kafka".length()).strip())
                .findFirst()
                .orElseThrow());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Like {@code kill -9}. */
    void killHard() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** {@code kill -9} of it and of its PostgreSQL, as when a container is killed. */
    void killHardWithDatabase() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        killHard();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    /** Like Ctrl-C. */
    void interrupt() {
        // Not process.destroy(), which also closes the pipe that its last words come through.
        process.toHandle().destroy();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + lines);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
