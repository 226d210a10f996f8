package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.browser.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page on a real database, in both themes, on a desk and on a phone. Its pictures are in {@code target/screenshots}. */
class DashboardPagesTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int HIGHEST_PICTURE = 20_000;

    private static Chromium browser;
    private static StoredFleet fleet;
    private static DashboardTab dashboard;

    @BeforeAll
    static void start() throws IOException, SQLException {
        browser = TestBrowser.start();
        fleet = new StoredFleet();
        dashboard = DashboardTab.open(browser, fleet);
    }

    @AfterAll
    static void stop() {
        if (fleet != null) {
            fleet.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                        "overview",
                        "model?model=llama",
                        "compare?a.engine_version=0.9.1&b.engine_version=0.9.2",
                        "gpus",
                        "slos?slo=fast",
                        "load-tests?a=run-3&b=run-4",
                        "pipeline")
                .flatMap(page -> Stream.of(Arguments.of(page, false), Arguments.of(page, true)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_showsWhatIsStored_andNothingIsWrongWithIt(String page, boolean dark) throws IOException {
        String name = page.replaceAll("\\?.*", "");
        for (int width : new int[] {DashboardTab.DESKTOP_WIDTH, DashboardTab.PHONE_WIDTH}) {
            dashboard.tab.look(width, width == DashboardTab.PHONE_WIDTH ? 844 : 1000, dark);
            dashboard.go("#/" + page + (page.contains("?") ? "&" : "?") + StoredFleet.RANGE);
            Files.createDirectories(PICTURES);
            Files.write(
                    PICTURES.resolve(name + (width == DashboardTab.PHONE_WIDTH ? "-phone" : "")
                            + (dark ? "-dark" : "-light") + ".png"),
                    dashboard.tab.screenshotOfPage(HIGHEST_PICTURE));

            assertThat(dashboard.tab.complaints()).isEmpty();
            assertThat(dashboard
                            .tab
                            .value(
                                    "[...document.querySelectorAll('.panel.failed, main > .page > p.state')].map(e => e.innerText)")
                            .toString())
                    .as("parts that failed")
                    .isEqualTo("[]");
            assertThat(dashboard
                            .tab
                            .value("document.querySelector('main').textContent")
                            .asText())
                    .as("values of fields that the API does not have")
                    .doesNotContain("undefined", "NaN", "[object");
            // A phone widens its window to what does not fit.
            assertThat(dashboard
                            .tab
                            .value("Math.max(innerWidth, document.documentElement.scrollWidth)")
                            .asInt())
                    .as("pixels that the page is wide")
                    .isEqualTo(width);
            assertThat(Axe.violations(dashboard.tab)).isEmpty();
        }
    }
}
