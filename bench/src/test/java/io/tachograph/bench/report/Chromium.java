package io.tachograph.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser from the PATH, for which every host is unknown. */
final class Chromium {
    /** What a page is after its scripts have run, and what they said on the console. */
    record Opened(String dom, String log) {}

    private Chromium() {}

    static Opened open(Path work, String url) throws IOException, InterruptedException {
        Path dom = work.resolve("dom.html");
        Path log = work.resolve("browser.log");
        List<String> command = new ArrayList<>(List.of(
                onPath().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + work.resolve("profile"),
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--window-size=1280,1000",
                "--enable-logging=stderr",
                "--dump-dom",
                url));
        Process browser = new ProcessBuilder(command)
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        boolean ended = browser.waitFor(120, TimeUnit.SECONDS);
        browser.destroyForcibly().waitFor();
        assertThat(ended).as("Chromium ended by itself").isTrue();
        return new Opened(Files.readString(dom), Files.readString(log));
    }

    private static Path onPath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(dir -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("No chromium on the PATH: the report was not opened in a browser."));
    }
}
