package io.tachograph.api.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own, which knows no host but this one. */
public final class Chromium implements AutoCloseable {
    private final Process process;
    private final DevTools tools;

    private Chromium(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** Starts one; where there is none, the test that asks is skipped, and says so. */
    public static Chromium start(Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        path().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile,
                        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Path told = profile.resolve("DevToolsActivePort");
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> Files.exists(told) && Files.readAllLines(told).size() == 2);
            List<String> address = Files.readAllLines(told);
            return new Chromium(
                    process,
                    DevTools.connect(
                            URI.create("ws://127.0.0.1:" + address.get(0).strip() + address.get(1))));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Where it is on this machine. */
    private static Path path() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(dir -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("No chromium on the PATH: the pages were not opened in a browser."));
    }

    /** A new tab with nothing in it, and cookies of its own. */
    public Tab tab() {
        String context = tools.call("", "Target.createBrowserContext", "{}")
                .get("browserContextId")
                .textValue();
        String target = tools.call(
                        "",
                        "Target.createTarget",
                        "{\"url\": \"about:blank\", \"browserContextId\": \"" + context + "\"}")
                .get("targetId")
                .textValue();
        String session = tools.call(
                        "", "Target.attachToTarget", "{\"targetId\": \"" + target + "\", \"flatten\": true}")
                .get("sessionId")
                .textValue();
        return new Tab(tools, target, session);
    }

    @Override
    public void close() {
        tools.close();
        // Whoever of them lives on still writes into the profile, which is about to be deleted.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            for (ProcessHandle child : children) {
                child.destroyForcibly();
                child.onExit().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
