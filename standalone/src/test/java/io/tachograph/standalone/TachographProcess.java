package io.tachograph.standalone;

import static org.awaitility.Awaitility.await;

import io.tachograph.jobs.main.JobMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own. */
public final class TachographProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private TachographProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "tachograph-output");
        reader.setDaemon(true);
        reader.start();
    }

    public static TachographProcess start(Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = ProductJvm.builder(512, List.of(arguments));
        builder.environment().putAll(environment);
        return new TachographProcess(builder.start());
    }

    /** What {@code flink run} does with the job jar, in a cluster of this process alone. */
    public static TachographProcess startJobJar(String... arguments) throws IOException {
        return new TachographProcess(
                ProductJvm.builder(1_024, JobMain.class, List.of(arguments)).start());
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

    /** The rest of the first line that begins with a label, once it is there. */
    public String awaitLine(String label) {
        await(label).atMost(Duration.ofMinutes(2)).until(() -> !starting(label).isEmpty() || !process.isAlive());
        if (starting(label).isEmpty()) {
            throw new AssertionError("it ended before it said " + label + ": " + lines);
        }
        return starting(label).get(0).strip().substring(label.length()).strip();
    }

    private List<String> starting(String label) {
        return lines.stream().filter(line -> line.strip().startsWith(label)).toList();
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Like Ctrl-C. */
    public void interrupt() {
        process.toHandle().destroy();
    }

    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + lines);
        }
        return process.exitValue();
    }

    /** Like {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
