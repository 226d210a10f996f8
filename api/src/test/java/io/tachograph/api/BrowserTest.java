package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.browser.Chromium;
import io.tachograph.browser.Tab;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the contract's pages in a real browser: a policy that is too strict shows nowhere else. */
class BrowserTest {
    @ParameterizedTest
    @CsvSource({"/docs, .opblock-summary-path", "/redoc, [data-section-id]"})
    void page_showsTheContract(String path, String drawnByViewer) throws IOException {
        try (Chromium browser = TestBrowser.start();
                RunningApi api = new RunningApi();
                Tab tab = browser.tab()) {
            tab.open(api.url(path));
            tab.await("document.querySelector(" + "'" + drawnByViewer + "')");

            assertThat(tab.value("document.body.innerText").asText())
                    .contains("Tachograph API")
                    .contains("The newest ranking of models by one metric")
                    .doesNotContain("Something went wrong")
                    .doesNotContain("Failed to load API definition");
        }
    }
}
