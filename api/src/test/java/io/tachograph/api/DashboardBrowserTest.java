package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.browser.Chromium;
import io.tachograph.browser.Tab;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses the dashboard as a person does, in a real browser on a real database. */
class DashboardBrowserTest {
    private static final String RANGE = "?" + StoredFleet.RANGE;

    /** What a page has only as long as it is not loaded anew. */
    private static final String MARK = "window.stillTheSame = true";

    private static Chromium browser;
    private static StoredFleet fleet;

    private DashboardTab dashboard;
    private Tab tab;

    @BeforeAll
    static void start() throws IOException, SQLException {
        browser = TestBrowser.start();
        fleet = new StoredFleet();
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

    @BeforeEach
    void open() {
        dashboard = DashboardTab.open(browser, fleet);
        tab = dashboard.tab;
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints()).isEmpty();
        dashboard.close();
    }

    @Test
    void link_signsInOnce_andStaysInNoAddress() {
        String link = fleet.api.signInLink(StoredFleet.KEY);
        try (Tab first = browser.tab();
                Tab second = browser.tab()) {
            first.open("http://127.0.0.1:" + fleet.api.port() + link);
            first.await("document.querySelector('main .page')");
            assertThat(first.value("location.href + history.length").asText()).doesNotContain("sign-in");
            assertThat(first.value("document.cookie").asText()).isEmpty();

            second.open("http://127.0.0.1:" + fleet.api.port() + link);
            second.await("document.querySelector('.sign-in')");
            assertThat(second.value("document.body.innerText").asText()).contains("used before");
        }
    }

    @Test
    void drawnPoints_areThoseOfTheApi() throws IOException {
        dashboard.go("#/overview" + RANGE);

        JsonNode ttft = dashboard.drawn("Time to first token");
        String question =
                "/api/v1/metrics/ttft/series?quantile=0.5&quantile=0.95&quantile=0.99&step=30s&" + StoredFleet.RANGE;
        List<List<Double>> expected =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (JsonNode row : rows(question)) {
            int line = List.of(0.5, 0.95, 0.99).indexOf(row.get("quantile").asDouble()) + 1;
            if (line == 1) {
                expected.get(0)
                        .add((double) Instant.parse(row.get("time").asText()).getEpochSecond());
            }
            expected.get(line).add(row.get("value").asDouble());
        }
        assertThat(expected.get(0)).hasSize(120);
        for (int line = 0; line < 4; line++) {
            List<Double> drawn = new ArrayList<>();
            for (int i = 0; i < ttft.get(0).size(); i++) {
                if (!ttft.get(1).get(i).isNull()) {
                    drawn.add(ttft.get(line).get(i).asDouble());
                }
            }
            assertThat(drawn).as("line " + line).isEqualTo(expected.get(line));
        }
    }

    /** Each value has ink where the axes say that it is: what was handed over is also what is seen. */
    @Test
    void drawnPoints_areSeenWhereTheyBelong() {
        dashboard.go("#/overview" + RANGE);
        JsonNode without = tab.value("""
                (() => {
                  const { chart, data } = lastDrawn("Output tokens");
                  const { width, height } = chart.ctx.canvas;
                  const picture = chart.ctx.getImageData(0, 0, width, height).data;
                  const inked = (x, y) => picture[(y * width + x) * 4 + 3] > 200;
                  const near = [-1, 0, 1];
                  const points = data[0].map((x, i) => [x, data[1][i]]).filter(([, value]) => value !== null);
                  const without = points.filter(([x, value]) => {
                    const [left, top] = [chart.valToPos(x, "x", true), chart.valToPos(value, "y", true)].map(Math.round);
                    return !near.some(dx => near.some(dy => inked(left + dx, top + dy)));
                  });
                  return [points.length, without.length];
                })()""");
        assertThat(without.get(0).asInt()).isEqualTo(120);
        assertThat(without.get(1).asInt()).as("points without ink").isZero();
    }

    @Test
    void liveEvents_areShownWithoutReload() throws SQLException {
        // Given ten minutes up to now, and a page that shows the last quarter of an hour
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60);
        fleet.writeMinutes(now.minusSeconds(600), 10);
        LiveRecords records = new LiveRecords(fleet.live);
        dashboard.go("#/overview?from=now-15m");
        tab.value(MARK);
        tab.await("lastDrawn('Requests').data[0].length > 0");
        tab.await("document.querySelector('.live').dataset.state === 'on'");

        // What the page asks for anew after 20 s is not in the database: on a slow machine it would take the live point
        // away.
        tab.value("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true }); true");

        // When
        Instant newest = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 10 * 10 - 10);
        records.window(newest, 12_340, 2_000_000_000L);
        records.alert("burn", "de-vllm-llama", "llama", "It burns <b>brightly</b>.");

        // Then
        tab.await("lastDrawn('Requests').data[1].includes(1234)");
        tab.await("lastDrawn('Time to first token').data[0].includes(" + newest.getEpochSecond() + ")");
        tab.await("lastDrawn('Errors').data[1].at(lastDrawn('Errors').data[0].indexOf(" + newest.getEpochSecond()
                + ")) === 0");
        tab.await("document.querySelector('.verdict').innerText.includes('It burns <b>brightly</b>.')");
        assertThat(tab.value("window.stillTheSame").asBoolean()).isTrue();
    }

    @Test
    void range_isChosenByDraggingAndByTheMenu_andBackUndoesIt() {
        dashboard.go("#/overview" + RANGE);
        String before = tab.value("location.hash").asText();
        JsonNode over = tab.value("(() => { document.querySelector('.u-over').scrollIntoView({ block: 'center' });"
                + " const box = document.querySelector('.u-over').getBoundingClientRect();"
                + " return [box.left, box.width, box.top + box.height / 2]; })()");
        double left = over.get(0).asDouble();
        double width = over.get(1).asDouble();

        double middle = over.get(2).asDouble();
        tab.drag(left + width / 4, middle, left + width / 2, middle);

        // A quarter of two hours, from half an hour on; a step more or less.
        tab.await("location.hash !== '" + before + "'");
        dashboard.awaitLoaded();
        assertThat(Instant.parse(parameter("from")))
                .isBetween(StoredFleet.FROM.plusSeconds(1_700), StoredFleet.FROM.plusSeconds(1_900));
        assertThat(Instant.parse(parameter("to")))
                .isBetween(StoredFleet.FROM.plusSeconds(3_500), StoredFleet.FROM.plusSeconds(3_700));
        JsonNode times = dashboard.drawn("Requests").get(0);
        assertThat(times.get(0).asLong())
                .isBetween(
                        Instant.parse(parameter("from")).getEpochSecond() - 60,
                        Instant.parse(parameter("from")).getEpochSecond());

        tab.value("history.back()");
        tab.await("location.hash === '" + before + "'");
        dashboard.awaitLoaded();

        tab.value("document.querySelector('details.range summary').click();"
                + " [...document.querySelectorAll('.presets a')].find(a => a.textContent === '6 hours').click()");
        tab.await("document.querySelector('details.range summary').textContent === 'Last 6 hours'");
        dashboard.awaitLoaded();
    }

    @Test
    void keyboard_reachesEverything_andReadsPlots() {
        dashboard.go("#/overview" + RANGE);

        // Everything that can be clicked comes in turn, and each shows that it has the focus.
        tab.value(
                "window.reached = new Set();"
                        + " window.blind = []; document.addEventListener('focusin', event => { reached.add(event.target);"
                        + " if (getComputedStyle(event.target).outlineStyle === 'none') blind.push(event.target.outerHTML); })");
        int clickable = tab.value("""
                window.clickable = [...document.querySelectorAll("a[href], button, select, summary, input, [tabindex='0']")]
                  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest("details:not([open]) > :not(summary)"));
                clickable.length""").asInt();
        for (int i = 0; i < clickable + 10; i++) {
            tab.press("Tab", 9);
        }
        assertThat(tab.value(
                                "clickable.filter(one => one.isConnected && !reached.has(one)).map(one => one.outerHTML.slice(0, 120))")
                        .toString())
                .isEqualTo("[]");
        assertThat(tab.value("blind").toString()).isEqualTo("[]");

        tab.value("document.querySelector('.stage').focus()");
        tab.press("End", 35);
        tab.press("Home", 36);
        assertThat(tab.value("document.querySelector('.plot .unseen').textContent")
                        .asText())
                .matches(".*: finished [0-9.]+/s");

        tab.value("document.querySelector('details.filter summary').focus()");
        tab.press("Enter", 13);
        tab.await("document.querySelector('details.filter[open] .choices')");
        tab.press("Escape", 27);
        assertThat(tab.value("document.querySelectorAll('details.filter[open]').length")
                        .asInt())
                .isZero();
        assertThat(focused()).isEqualTo("Model");

        tab.value("document.getElementById('skip').focus()");
        tab.press("Enter", 13);
        assertThat(tab.value("document.activeElement.id").asText()).isEqualTo("main");
    }

    private String focused() {
        return tab.value("document.activeElement.textContent").asText();
    }

    private String parameter(String name) {
        return tab.value("new URLSearchParams(location.hash.split('?')[1]).get('" + name + "')")
                .asText();
    }

    private static JsonNode rows(String question) throws IOException {
        return new ObjectMapper()
                .readTree(
                        fleet.client.get(question, "X-API-Key", StoredFleet.KEY).body())
                .get("rows");
    }
}
