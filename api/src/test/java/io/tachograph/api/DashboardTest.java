package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final int MOST_BYTES = 150_000;

    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void browser_getsThePageWithoutAKey_andAProgramIsAskedForOne() {
        HttpResponse<String> page = api.send("GET", "/", "Accept", "text/html");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'")
                        .contains("require-trusted-types-for 'script'")
                        .doesNotContain("unsafe"));
        assertThat(api.get("/").statusCode()).isEqualTo(401);
    }

    @Test
    void allFiles_areServedHereAndWeighLittle() throws IOException {
        List<String> references = references();

        int bytes = 0;
        for (String reference : references) {
            HttpResponse<String> file = api.get(reference);
            assertThat(file.statusCode()).as(reference).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(kept -> assertThat(kept).contains("immutable"));
            bytes += zipped(file.body());
        }
        assertThat(references).hasSizeGreaterThan(30);
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void noFile_makesMarkupOfText() {
        for (String reference : references()) {
            if (!reference.endsWith("uplot.js")) {
                assertThat(api.get(reference).body())
                        .as(reference)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
            }
        }
    }

    private List<String> references() {
        return REFERENCE
                .matcher(api.send("GET", "/", "Accept", "text/html").body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(reference -> reference.startsWith("/dashboard/"))
                .distinct()
                .toList();
    }

    private static int zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.size();
    }
}
