package io.tachograph.standalone.dashboardtest;

import io.tachograph.config.ConfigException;
import io.tachograph.dashboardtest.mcp.StdioServer;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.page.TestedPage;
import io.tachograph.dashboardtest.tool.BrowserTools;
import io.tachograph.standalone.log.Logs;
import java.util.Map;

/** {@code dashboard-test --mcp}: nothing but the protocol is on standard output. */
final class BrowserForAssistant {
    private BrowserForAssistant() {}

    static int serve(DashboardTestCommand options, Map<String, String> environment) throws ConfigException {
        Logs.toConsole(environment);
        try (StopSignal stop = StopSignal.install();
                BrowserSession session = StartedSession.of(options, environment)) {
            stop.closes(session);
            String version = DashboardTestCommand.class.getPackage().getImplementationVersion();
            try {
                StdioServer.serve(
                        new BrowserTools(new TestedPage(session)).all(),
                        version == null ? "source" : version,
                        System.in,
                        System.out);
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return stop.isGiven() ? ScenarioTests.INTERRUPTED : 1;
            }
        }
    }
}
