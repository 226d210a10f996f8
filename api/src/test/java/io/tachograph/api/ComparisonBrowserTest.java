package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.browser.Chromium;
import io.tachograph.browser.Tab;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chooses what is A and what is B in a real browser, and holds what is shown against the API. */
class ComparisonBrowserTest {
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
    void sidesThatArePicked_areComparedAndDrawn_atTheChosenQuantile() throws IOException {
        dashboard.go("#/compare?" + StoredFleet.RANGE);
        assertThat(tab.value("document.querySelector('.panel.wide').innerText").asText())
                .contains("Choose what A and B are");

        pick(1, "Version", "0.9.1");
        pick(2, "Version", "0.9.2");
        String sides = "a.engine_version=0.9.1&b.engine_version=0.9.2";
        assertThat(tab.value("location.hash").asText()).contains("a.engine_version=0.9.1", "b.engine_version=0.9.2");
        assertThat(verdicts()).hasSize(3).isEqualTo(verdictsOfTheApi(sides, "p50"));

        click("[...document.querySelectorAll('.tabs a')].find(one => one.textContent === 'p95')", "q=0.95");
        assertThat(verdicts()).isEqualTo(verdictsOfTheApi(sides, "p95"));
        for (int side = 1; side <= 2; side++) {
            JsonNode drawn = dashboard.drawn("Time to first token");
            List<Double> values = new ArrayList<>();
            drawn.get(side).forEach(value -> {
                if (!value.isNull()) {
                    values.add(value.asDouble());
                }
            });
            List<Double> stored = new ArrayList<>();
            rows("/api/v1/metrics/ttft/series?quantile=0.95&step=30s&engine_version=0.9." + side + "&"
                            + StoredFleet.RANGE)
                    .forEach(row -> stored.add(row.get("value").asDouble()));
            assertThat(values).as("side " + side).isNotEmpty().isEqualTo(stored);
        }

        pick(1, "Version", "any");
        assertThat(tab.value("location.hash").asText()).doesNotContain("a.engine_version");
        assertThat(tab.value("document.querySelector('.panel.wide').innerText").asText())
                .contains("Choose what A and B are");
    }

    @Test
    void runs_arePutOntoSidesByClicks_oneSideEach() throws IOException {
        dashboard.go("#/load-tests?" + StoredFleet.RANGE);

        clickSide("before", "A", "a=run-3");
        clickSide("after", "B", "b=run-4");
        List<String> expected = new ArrayList<>();
        rows("/api/v1/load-tests/comparison?a=run-3&b=run-4")
                .forEach(row -> expected.add(row.get("metric").asText().replace('_', ' ') + " "
                        + row.get("statistic").asText()));
        assertThat(comparedMetrics()).isNotEmpty().isEqualTo(expected);
        assertThat(pressed()).isEqualTo(List.of("after as B", "before as A"));

        clickSide("before", "B", "b=run-3");
        assertThat(pressed()).isEqualTo(List.of("after as B", "before as B"));
        assertThat(tab.value("location.hash").asText()).doesNotContain("a=run");
        clickSide("after", "B", "b=run-3");
        assertThat(pressed()).isEqualTo(List.of("before as B"));
    }

    @Test
    void signingOut_leavesNothingOfThePageBefore() {
        dashboard.go("#/compare?" + StoredFleet.RANGE);
        assertThat(tab.value("document.title").asText()).contains("Compare");

        tab.value("document.querySelector('.leave').click()");
        tab.await("document.querySelector('.sign-in')");

        assertThat(tab.value("document.title").asText()).isEqualTo("Sign in – Tachograph");
    }

    /** Chooses from a list, as a person does. */
    private void pick(int side, String label, String text) {
        String list = "[...document.querySelectorAll('.side.s" + side + " label')].find(one =>"
                + " one.firstChild.textContent === '" + label + "').querySelector('select')";
        tab.await(list);
        tab.value("(list => { list.selectedIndex = [...list.options].findIndex(one => one.text === '" + text
                + "'); list.dispatchEvent(new Event('change', { bubbles: true })); })(" + list + ")");
        tab.await("(" + list + ")?.selectedOptions[0].text === '" + text + "'");
        dashboard.awaitLoaded();
    }

    private void clickSide(String run, String side, String address) {
        click("document.querySelector('[aria-label=\"" + run + " as " + side + "\"]')", address);
    }

    private void click(String element, String address) {
        String before = tab.value("location.hash").asText();
        tab.await(element);
        tab.value("(" + element + ").click()");
        tab.await("location.hash !== '" + before + "' && location.hash.includes('" + address + "')");
        dashboard.awaitLoaded();
    }

    private List<String> pressed() {
        return texts(
                "[...document.querySelectorAll('[aria-pressed=true].side-button')].map(one => one.ariaLabel).sort()");
    }

    private List<String> comparedMetrics() {
        return texts("[...[...document.querySelectorAll('.panel')].find(one => one.querySelector('h2').textContent ==="
                + " 'Comparison').querySelectorAll('tbody th')].map(one => one.textContent)");
    }

    private List<String> verdicts() {
        return texts(
                "[...document.querySelectorAll('.panel.wide tbody tr')].map(row => row.querySelector('th').textContent"
                        + " + ' ' + row.querySelector('.tag').classList[1])");
    }

    private List<String> verdictsOfTheApi(String sides, String statistic) throws IOException {
        List<String> verdicts = new ArrayList<>();
        rows("/api/v1/comparison?" + sides + "&statistic=" + statistic + "&metric=ttft&metric=tpot&metric=e2e&"
                        + StoredFleet.RANGE)
                .forEach(row -> verdicts.add(row.get("metric").asText().toUpperCase(Locale.ROOT) + " "
                        + row.get("statistic").asText() + " "
                        + row.get("verdict").asText()));
        return verdicts;
    }

    private List<String> texts(String expression) {
        List<String> texts = new ArrayList<>();
        tab.value(expression).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode rows(String question) throws IOException {
        return new ObjectMapper()
                .readTree(
                        fleet.client.get(question, "X-API-Key", StoredFleet.KEY).body())
                .get("rows");
    }
}
