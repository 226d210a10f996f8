package io.tachograph.windows.slo;

import io.tachograph.store.AlertRow;
import java.time.Duration;

/**
 * The pairs of windows that budgets are watched over. A pair's factor is the burn rate at which its long window uses up
 * a share of a 30-day budget: 2 % in 1 h, 5 % in 6 h, 10 % in 1 d, 10 % in 3 d. The short window, a twelfth as long,
 * lets the alert end soon after the cause has. From "Alerting on SLOs" in Google's Site Reliability Workbook, chapter 5,
 * with the 1-day pair that generators of Prometheus rules (Sloth) add.
 */
public enum BurnWindow {
    HOUR("1h", Duration.ofMinutes(5), Duration.ofHours(1), 14.4, AlertRow.Severity.PAGE),
    SIX_HOURS("6h", Duration.ofMinutes(30), Duration.ofHours(6), 6, AlertRow.Severity.PAGE),
    DAY("1d", Duration.ofHours(2), Duration.ofDays(1), 3, AlertRow.Severity.TICKET),
    THREE_DAYS("3d", Duration.ofHours(6), Duration.ofDays(3), 1, AlertRow.Severity.TICKET);

    private final String key;
    private final Duration shortWindow;
    private final Duration longWindow;
    private final double factor;
    private final AlertRow.Severity severity;

    BurnWindow(String key, Duration shortWindow, Duration longWindow, double factor, AlertRow.Severity severity) {
        this.key = key;
        this.shortWindow = shortWindow;
        this.longWindow = longWindow;
        this.factor = factor;
        this.severity = severity;
    }

    /** Its name in alert keys: the long window's length. */
    public String key() {
        return key;
    }

    public Duration shortWindow() {
        return shortWindow;
    }

    public Duration longWindow() {
        return longWindow;
    }

    /** The burn rate above which both windows must be. */
    public double factor() {
        return factor;
    }

    public AlertRow.Severity severity() {
        return severity;
    }
}
