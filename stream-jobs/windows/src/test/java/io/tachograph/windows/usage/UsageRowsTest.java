package io.tachograph.windows.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import io.tachograph.store.ScoreRow;
import io.tachograph.store.UsageRow;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.sample.InvalidSampleException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsageRowsTest {
    private static final long DAY = 1_790_121_600_000_000L;

    private static Usage.Builder usage() {
        return Usage.newBuilder()
                .setSource("langfuse http://h")
                .setScope("model")
                .setModel("m")
                .setAgent("a")
                .setFromMicros(DAY)
                .setToMicros(DAY + 86_400_000_000L)
                .setAssertedAtMicros(DAY + 1);
    }

    private static ScoreSummary.Builder scores() {
        return ScoreSummary.newBuilder()
                .setSource("langfuse http://h")
                .setName("trust")
                .setType("numeric")
                .setAgent("a")
                .setFromMicros(DAY)
                .setToMicros(DAY + 86_400_000_000L)
                .setAssertedAtMicros(DAY + 1)
                .setCount(2);
    }

    private static <T> T copied(BinaryFormat<T> format, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(value, new DataOutputStream(bytes));
        return format.read(format.version(), new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    @Test
    void whatIsUnknown_staysSo_alsoOnTheWayThroughTheStream() throws Exception {
        UsageRow row = UsageRows.of(usage().setCount(3L)
                .setCostUsd(0.0)
                .setTotalTokens(900L)
                .setLatencyP95Seconds(0.8)
                .build());

        assertThat(row.start()).isEqualTo(Instant.parse("2026-09-23T00:00:00Z"));
        assertThat(row.calls()).isEqualTo(3);
        assertThat(row.costUsd()).isZero();
        assertThat(row.failures()).isNull();
        assertThat(copied(new UsageFormat(), row)).isEqualTo(row);

        ScoreRow none = UsageRows.of(scores().build());
        assertThat(none.mean()).isNull();
        assertThat(copied(new ScoreFormat(), none)).isEqualTo(none);
        ScoreRow negative = UsageRows.of(scores().setMean(-1.5).setMinimum(-2.0).build());
        assertThat(copied(new ScoreFormat(), negative)).isEqualTo(negative);
    }

    @Test
    void whatCannotBeTrue_isRefusedWithTheReason() {
        assertRefused("cost_usd -1.0 is negative", usage().setCostUsd(-1.0));
        assertRefused("latency_p50_seconds NaN is no number", usage().setLatencyP50Seconds(Double.NaN));
        assertRefused("input_tokens -7 is negative", usage().setInputTokens(-7L));
        assertRefused("source is empty", usage().setSource(""));
        assertRefused("model holds a control character", usage().setModel("a\0b"));
        assertRefused(
                "the span from " + DAY + " to " + DAY + ", said at " + (DAY + 1) + ", is none",
                usage().setToMicros(DAY));
        assertRefused("from_micros 5 is no time of this era", usage().setFromMicros(5));
        assertThatThrownBy(() ->
                        UsageRows.of(scores().setMean(Double.POSITIVE_INFINITY).build()))
                .isInstanceOf(InvalidSampleException.class)
                .hasMessage("mean Infinity is no number");
        assertThatThrownBy(() -> UsageRows.of(scores().setCount(-1).build()))
                .isInstanceOf(InvalidSampleException.class)
                .hasMessage("count -1 is negative");
    }

    private static void assertRefused(String sentence, Usage.Builder usage) {
        assertThatThrownBy(() -> UsageRows.of(usage.build()))
                .isInstanceOf(InvalidSampleException.class)
                .hasMessage(sentence);
    }
}
