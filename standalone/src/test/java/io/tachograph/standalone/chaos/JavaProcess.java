package io.tachograph.standalone.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with this test's class path. It does not outlive the test, however that ends, short of a {@code kill -9}. */
final class JavaProcess implements AutoCloseable {
    private static final int END_SECONDS = 30;

    private final Process process;
    private final Thread onExit;

    private JavaProcess(Process process) {
        this.process = process;
        this.onExit = new Thread(process::destroyForcibly, "kill-" + process.pid());
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * Starts it.
     *
     * @param heapMebibytes most of its heap
     * @param directory where it runs
     * @param log where its output is added
     */
    static JavaProcess start(int heapMebibytes, Path directory, Path log, String mainClass, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heapMebibytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                // These processes live for seconds: the second compiler would cost them more than it gives.
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=classpath:log4j2-process.xml",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                mainClass));
        command.addAll(List.of(arguments));
        return new JavaProcess(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}; returns when the process is gone. */
    void kill() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(END_SECONDS, TimeUnit.SECONDS)
                .join();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    @Override
    public void close() {
        kill();
    }
}
