package io.tachograph.standalone.dashboardtest;

import io.tachograph.browser.BrowserOptions;
import io.tachograph.config.ConfigException;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.page.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The browser session that the options of the command describe. */
final class StartedSession {
    private StartedSession() {}

    /** @throws ConfigException when an option is wrong
     * @throws IllegalStateException when there is no Chromium
     */
    static BrowserSession of(DashboardTestCommand options, Map<String, String> environment) throws ConfigException {
        if (options.pageTimeout.toMillis() <= 0) {
            throw new ConfigException("--page-timeout must be more than nothing");
        }
        try {
            Site site = new Site(
                    options.url, options.headers(environment), options.apiKey(environment), options.pageTimeout);
            return new BrowserSession(program(options, environment), !options.noSandbox, site);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--url: " + e.getMessage());
        }
    }

    private static Path program(DashboardTestCommand options, Map<String, String> environment) {
        Path named = options.chromium;
        if (named == null) {
            return BrowserOptions.programOn(environment.get("PATH"))
                    .orElseThrow(
                            () -> new IllegalStateException(
                                    "no Chromium on the PATH: install it (Debian: apt install chromium), or name one by --chromium"));
        }
        if (!Files.isExecutable(named) || Files.isDirectory(named)) {
            throw new IllegalStateException("--chromium: " + named + " is no program");
        }
        return named;
    }
}
