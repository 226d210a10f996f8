package io.tachograph.api;

import static org.junit.jupiter.api.Assumptions.abort;

import io.tachograph.browser.BrowserOptions;
import io.tachograph.browser.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** The browser of this machine, which knows no host but this one. */
final class TestBrowser {
    private TestBrowser() {}

    /** Starts one; where there is none, the test that asks is skipped, and says so. */
    static Chromium start() throws IOException {
        Path program = BrowserOptions.programOn(System.getenv("PATH"))
                .orElseGet(() -> abort("No chromium on the PATH: the pages were not opened in a browser."));
        return Chromium.start(new BrowserOptions(program, false, Set.of("127.0.0.1")));
    }
}
