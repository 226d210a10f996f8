package io.tachograph.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private final List<String> lines = ResultTable.linesOf(Results.full());

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
                .contains("16.30 requests/s, 1067 output tokens/s")
                .contains("ttft              12345678    123.4    100.0    200.0    250.0     1500   0.0123   123456")
                .contains("within 1.09 %")
                .contains("ttft <= 500.0 ms")
                .contains("90.45 % (900 of 995), goodput 15.00 requests/s; from scheduled times 890")
                .contains("12 x TIMEOUT: no answer within 60 s")
                .contains("CLIENT BOUND since second 12.50")
                .contains("an event loop came 5 ms late")
                .contains("client      123.4, server      120.0, difference       3.40 ms");
    }
}
