package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the pages in a real browser: a policy that is too strict shows nowhere else. */
class BrowserTest {
    @TempDir
    Path profile;

    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({"/docs, opblock-summary-path", "/redoc, data-section-id"})
    void page_showsTheContract(String path, String drawnByViewer) throws Exception {
        // Given
        Path chromium = chromium();
        Path dom = profile.resolve("dom.html");

        // When
        Process browser = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + profile.resolve("profile"),
                        // Every outside host is unknown to it.
                        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        api.url(path))
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = browser.waitFor(120, TimeUnit.SECONDS);
        browser.destroyForcibly().waitFor();

        // Then
        assertThat(ended).as("Chromium ended by itself").isTrue();
        assertThat(Files.readString(dom))
                .contains(drawnByViewer)
                .contains("Tachograph API")
                .contains("The newest ranking of models by one metric")
                .doesNotContain("Something went wrong")
                .doesNotContain("Failed to load API definition");
    }

    private static Path chromium() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(dir -> List.of("chromium", "chromium-browser", "google-chrome").stream()
                        .map(name -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("No chromium on the PATH: the pages were not opened in a browser."));
    }
}
