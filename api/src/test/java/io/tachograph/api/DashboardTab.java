package io.tachograph.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.browser.Chromium;
import io.tachograph.browser.Tab;

/** The dashboard in a tab that is signed in, with what its plots were given to draw. */
final class DashboardTab implements AutoCloseable {
    static final int DESKTOP_WIDTH = 1440;

    /** Of a phone. */
    static final int PHONE_WIDTH = 390;

    /** Keeps every plot as it is made: its panel, its values, and itself to ask where it drew them. */
    private static final String RECORD_PLOTS = """
            window.drawn = [];
            let plotter;
            Object.defineProperty(window, "uPlot", { configurable: true, get: () => plotter, set: made => {
              plotter = class extends made {
                constructor(options, data, target) {
                  super(options, data, target);
                  const heading = target.closest(".panel").querySelector("h2").textContent;
                  window.drawn.push({ heading, data, labels: options.series.slice(1).map(one => one.label), chart: this });
                }
              };
            } });
            window.lastDrawn = heading => window.drawn.filter(one => one.heading === heading).at(-1);
            """;

    final Tab tab;

    private DashboardTab(Tab tab) {
        this.tab = tab;
    }

    /** Signs in by a link, as a person does whom {@code up} told one. */
    static DashboardTab open(Chromium browser, StoredFleet fleet) {
        Tab tab = browser.tab();
        tab.beforeEveryPage(RECORD_PLOTS);
        tab.look(DESKTOP_WIDTH, 1000, false);
        tab.open("http://127.0.0.1:" + fleet.api.port() + fleet.api.signInLink(StoredFleet.KEY));
        DashboardTab dashboard = new DashboardTab(tab);
        tab.await("document.querySelector('main .page')");
        return dashboard;
    }

    /** Goes to a page, and waits until all of it is loaded. */
    void go(String hash) {
        tab.value("location.hash === '" + hash
                + "' || new Promise(done => { addEventListener('hashchange', () => done(true),"
                + " { once: true }); location.hash = '" + hash + "'; })");
        awaitLoaded();
    }

    void awaitLoaded() {
        tab.await("document.querySelector('main .page') && !document.getElementById('main').dataset.loading");
    }

    /** What the plot under a heading was last given: an array of times, and one for each line. */
    JsonNode drawn(String heading) {
        return tab.value("lastDrawn('" + heading + "').data");
    }

    @Override
    public void close() {
        tab.close();
    }
}
