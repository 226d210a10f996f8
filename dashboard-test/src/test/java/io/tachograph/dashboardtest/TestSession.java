package io.tachograph.dashboardtest;

import static org.junit.jupiter.api.Assumptions.abort;

import io.tachograph.browser.BrowserOptions;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.page.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A session in the browser of this machine. */
public final class TestSession {
    public static final String SECRET = "a-key-that-nobody-sees";

    private TestSession() {}

    /** Where there is none, the test that asks is skipped, and says so. */
    public static BrowserSession on(TestSite site) {
        return on(site.url(), Duration.ofMinutes(1));
    }

    /** Where there is none, the test that asks is skipped, and says so. */
    public static BrowserSession on(String url, Duration longestLoad) {
        Path program = BrowserOptions.programOn(System.getenv("PATH"))
                .orElseGet(() -> abort("No chromium on the PATH: the tools were not tried in a browser."));
        return new BrowserSession(program, false, new Site(url, Map.of("X-API-Key", SECRET), null, longestLoad));
    }
}
