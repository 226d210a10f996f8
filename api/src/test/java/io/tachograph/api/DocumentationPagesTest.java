package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentationPagesTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void page_refersOnlyToFilesThatAreServedHere(String path) {
        String page = api.get(path).body();
        assertThat(page).doesNotContain("//");
        assertThat(REFERENCE.matcher(page).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                reference.equals("data:,") || api.get(reference).statusCode() == 200)
                        .as(reference)
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void page_mayLoadNothingFromElsewhere(String path) {
        HttpResponse<String> page = api.get(path);
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .startsWith("default-src 'none';")
                .doesNotContain("http")
                .doesNotContain("*")
                .doesNotContain("unsafe-eval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/docs.js", "/assets/redoc.js", "/assets/docs.css"})
    void ownAsset_namesNoHost(String path) {
        assertThat(Pattern.compile("https?://\\w")
                        .matcher(api.get(path).body())
                        .results()
                        .map(MatchResult::group))
                .isEmpty();
    }
}
