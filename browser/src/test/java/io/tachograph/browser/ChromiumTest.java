package io.tachograph.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How browsers end. What they do while they live is in the tests of the dashboards. */
class ChromiumTest {
    private static Chromium started() throws IOException {
        Path program = BrowserOptions.programOn(System.getenv("PATH"))
                .orElseGet(() -> abort("No chromium on the PATH: no browser was started."));
        return Chromium.start(new BrowserOptions(program, false, Set.of("127.0.0.1")));
    }

    @Test
    void programThatEndsAtOnce_isSaidWithItsComplaint() {
        Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());

        assertThatThrownBy(() -> Chromium.start(new BrowserOptions(java, true, Set.of())))
                .isInstanceOf(BrowserGoneException.class)
                .hasMessageStartingWith("The browser ended while it started: Unrecognized option: --headless");
    }

    @Test
    void programThatIsNoProgram_isSaid() {
        assertThatThrownBy(() -> Chromium.start(new BrowserOptions(Path.of("no", "browser"), true, Set.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be started");
    }

    @Test
    void pageThatCrashes_leavesTheOthers() throws IOException {
        try (Chromium browser = started();
                Tab other = browser.tab()) {
            Tab tab = browser.tab();
            assertThatThrownBy(() -> tab.open("chrome://crash")).isInstanceOf(BrowserException.class);
            assertThatThrownBy(() -> tab.value("1"))
                    .isInstanceOf(BrowserGoneException.class)
                    .hasMessage("The page crashed.");
            assertThat(other.value("1 + 1").asInt()).isEqualTo(2);
        }
    }

    @Test
    void closedBrowser_doesNothingMore() throws IOException {
        Chromium browser = started();
        Tab tab = browser.tab();
        browser.close();

        assertThatThrownBy(() -> tab.value("1"))
                .isInstanceOf(BrowserGoneException.class)
                .hasMessage("The browser was closed.");
    }
}
