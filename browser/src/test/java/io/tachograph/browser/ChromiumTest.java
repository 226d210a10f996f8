package io.tachograph.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How browsers end. What they do while they live is in the tests of the dashboards. */
class ChromiumTest {
    private static Chromium started() throws IOException {
        return Chromium.start(options());
    }

    private static BrowserOptions options() {
        Path program = BrowserOptions.programOn(System.getenv("PATH"))
                .orElseGet(() -> abort("No chromium on the PATH: no browser was started."));
        return new BrowserOptions(program, false, Set.of("127.0.0.1"));
    }

    /** Starts a browser, says so, and does nothing more. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws IOException {
            Chromium browser = started();
            browser.tab();
            System.out.write('!');
            System.out.flush();
            if (System.in.read() < 0) {
                browser.close();
            }
        }
    }

    /** As it is after {@code kill -9}, and where a machine runs out of memory. */
    @Test
    void browserOfAKilledProcess_ends_andLeavesNothing(@TempDir Path temporary) throws Exception {
        options();
        Process owner = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Owner.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(owner.getInputStream().read()).isEqualTo('!');
        List<ProcessHandle> browsers = owner.descendants().toList();
        assertThat(browsers).hasSizeGreaterThan(1);

        owner.destroyForcibly().waitFor();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(browsers).noneMatch(ProcessHandle::isAlive));
        assertThat(temporary).isEmptyDirectory();
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
