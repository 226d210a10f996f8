package io.tachograph.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.bench.result.ErrorCount;
import io.tachograph.bench.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportBrowserTest {
    @TempDir
    Path work;

    @Test
    void samples() throws Exception {
        Path out = Path.of("target/samples");
        Files.createDirectories(out);
        RunResult run = SampleRuns.poisson(20, 60);
        ReportPage.write(out.resolve("run.html"), List.of(run));
        ReportPage.write(out.resolve("sweep.html"), SampleRuns.sweep(), 0.9);
        ReportPage.write(
                out.resolve("bound.html"),
                List.of(SampleRuns.distrusted(
                        run,
                        41,
                        List.of("The event loop came up to 212 ms late, which is 130 % of the median TTFT."),
                        List.of(new ErrorCount("HTTP_ERROR", "</script><script>alert(1)</script>", 3)))));
        ReportPage.write(out.resolve("long.html"), List.of(SampleRuns.poisson(2, 3600)));
        for (String name : List.of("run", "sweep", "bound", "long")) {
            var opened = Chromium.open(work, out.resolve(name + ".html").toAbsolutePath().toUri().toString());
            System.out.println(name + " " + Files.size(out.resolve(name + ".html")) + "\n" + opened.log());
            assertThat(opened.dom()).contains("data-drawn");
        }
    }
}
