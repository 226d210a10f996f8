package io.tachograph.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private final List<String> lines = ResultTable.linesOf(Results.full());

    @Test
    void serverWithoutMetrics_isOneSentence() {
        ServerReport none = new ServerReport(
                "http://localhost:1/metrics", "vllm", 0, null, false, "it has no metrics", List.of(), List.of());

        List<String> told = ResultTable.linesOf(Results.full().withServer(none));

        assertThat(told.get(told.size() - 1)).isEqualTo("Server      it has no metrics");
    }

    @Test
    void otherTraffic_noDifferenceIsShown() {
        ServerReport same = Objects.requireNonNull(Results.full().server());
        ServerReport other = new ServerReport(
                same.url(), same.engine(), same.scrapes(), 2000.0, false, null, List.of(), same.rows());

        String told = String.join("\n", ResultTable.linesOf(Results.full().withServer(other)));

        assertThat(told).contains("NOT the same traffic").contains("server 120.0 ms");
        assertThat(told).doesNotContain("difference");
    }

    @Test
    void longNamesOfTheServersQuantiles_leaveColumnsAndNumbersWhole() {
        ServerReport same = Objects.requireNonNull(Results.full().server());
        String longest = "ttft p99 (server: 0.0010000000474974513 s to 12345.678 s)";
        ServerReport wide = new ServerReport(
                same.url(),
                same.engine(),
                same.scrapes(),
                2000.0,
                true,
                null,
                List.of(),
                List.of(
                        new ServerReport.Row("ttft mean", "seconds", 1.5, 1.25, 0.25),
                        new ServerReport.Row("ttft p99 (server: 0.5 s to 0.75 s)", "seconds", 123.4567, 0.75, 122.7067),
                        new ServerReport.Row(longest, "seconds", 123456.7, 123455.6, 1.1),
                        new ServerReport.Row("output tokens", "tokens", 1e9, 1e9, 0)));

        List<String> told = ResultTable.linesOf(Results.full().withServer(wide));
        List<String> rows = told.subList(told.size() - 4, told.size());

        assertThat(rows).allMatch(row -> row.length() <= ResultTable.WIDTH);
        for (String column : List.of("  client ", ", server ", ", difference ")) {
            assertThat(rows.stream().map(row -> row.indexOf(column)).distinct()).hasSize(1);
        }
        assertThat(rows.get(1)).contains("(server: 0.5 s to 0.75 s)").endsWith("122707 ms");
        assertThat(rows.get(2))
                .contains("…  client  123456700, server  123455600, difference")
                .endsWith("1100 ms");
        assertThat(rows.get(3)).contains("1000000000, server 1000000000,").endsWith(" 0 tokens");
    }

    @Test
    void clientThatWasNotMeasured_isNotSaidToBeFine() {
        ClientReport unknown = new ClientReport(false, null, List.of(), 0.1, null, null, 0, null, 2, 0, 0, 0, 0, null);

        assertThat(ResultTable.linesOf(Results.withClient(unknown)))
                .anyMatch(line -> line.contains("not judged: too short"))
                .noneMatch(line -> line.contains("not the bottleneck"));
    }

    @Test
    void lines_fitTheTerminal_andHoldNoLineEnds() {
        assertThat(lines).allMatch(line -> line.length() <= ResultTable.WIDTH && line.indexOf('\n') < 0);
    }

    @Test
    void table_saysWhatCounts() {
        String text = String.join("\n", lines);

        assertThat(text)
                .contains("PARTIAL")
                .contains("1000 offered, 980 ok, 12 failed (1.21 %), 5 cancelled, 3 over the limit")
                .contains("OK with no timing: 7")
                .contains("16.30 requests/s, 1067 output tokens/s")
                .contains("ttft              12345678    123.4    100.0    200.0    250.0     1500   0.0123   123456")
                .contains("by the kernel in 970 requests, by the client's clock in 10; 1.00 % of chunks share one")
                .contains("7 impossible stamps of the kernel were replaced by the clock's")
                .contains("within 1.09 %")
                .contains("ttft <= 500.0 ms")
                .contains("90.45 % (900 of 995), goodput 15.00 requests/s; from scheduled times 890")
                .contains("12 x TIMEOUT: no answer within 60 s")
                .contains("CLIENT BOUND since second 12.50")
                .contains("an event loop came 5 ms late")
                .contains("client 123.4, server 120.0, difference 3.40 ms");
    }
}
