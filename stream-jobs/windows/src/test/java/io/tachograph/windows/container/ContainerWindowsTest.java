package io.tachograph.windows.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.store.ContainerWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.sample.OpenSeries;
import io.tachograph.windows.sample.SampleGrid;
import io.tachograph.windows.sample.SampleWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerWindowsTest {
    private static final long MIDNIGHT_MILLIS = 1_772_582_400_000L;
    private static final SampleGrid GRID = SampleGrid.withGap(Duration.ofSeconds(30));

    private OpenSeries<ContainerReading, ContainerTotals> series = new OpenSeries<>(new ContainerKind());

    /** One core and a half in use, a megabyte a second received, since it started. */
    private static ContainerSample.Builder at(int second, int started) {
        long run = (long) second - started;
        return ContainerSample.newBuilder()
                .setId("c1")
                .setName("vllm-1")
                .setNode("node")
                .setAgent("agent")
                .setImage("vllm/vllm-openai:v0.30.0")
                .setTarget("t")
                .setAtMicros((MIDNIGHT_MILLIS + second * 1_000L) * 1_000)
                .setStartedAtMicros((MIDNIGHT_MILLIS + started * 1_000L) * 1_000)
                .setCpuNanos(run * 1_500_000_000L)
                .setNetworkReceivedBytes(run * 1_000_000)
                .setMemoryUsedBytes(1_000L + second)
                .setMemoryLimitBytes(64L << 30)
                .setRestarts(started > 0 ? 1L : 0L);
    }

    private List<ContainerWindowRow> rows(ContainerSample.Builder... samples) throws Exception {
        for (ContainerSample.Builder sample : samples) {
            series.offer(ContainerReadings.of(sample.build(), 0, 0), GRID, Long.MIN_VALUE);
            series = BinaryCopies.of(new ContainerSeriesFormat(), series);
        }
        List<SampleWindow<ContainerTotals>> due = new ArrayList<>();
        for (long second = 10; second <= 120; second += 10) {
            due.addAll(series.advance(MIDNIGHT_MILLIS + second * 1_000, GRID));
        }
        return due.stream()
                .filter(window -> window.complete() && window.resolution() == Resolution.TEN_SECONDS)
                .map(window -> ContainerRows.of(window, 0))
                .toList();
    }

    @Test
    void use_isSpreadOverTheTimeBetweenReadings() throws Exception {
        List<ContainerWindowRow> rows = rows(at(3, 0), at(13, 0), at(23, 0), at(43, 0));

        ContainerWindowRow second = rows.get(1);
        assertThat(second.coveredSeconds()).isEqualTo(10);
        assertThat(second.cpuSeconds()).isCloseTo(15, within(1e-6));
        assertThat(second.networkReceivedBytes()).isCloseTo(10e6, within(1e-3));
        assertThat(second.networkSentBytes()).isNull();
        assertThat(second.memoryUsedBytes().mean()).isCloseTo(1_015, within(1e-6));
        assertThat(second.memoryLimitBytes()).isEqualTo(64L << 30);
        assertThat(second.target()).isEqualTo("t");
        assertThat(second.image()).isEqualTo("vllm/vllm-openai:v0.30.0");
        // 20 s are near enough.
        assertThat(rows.get(3).cpuSeconds()).isCloseTo(15, within(1e-6));
    }

    @Test
    void newRun_countsFromZero_andIsARestart() throws Exception {
        List<ContainerWindowRow> rows = rows(at(0, 0), at(10, 0), at(20, 15));

        assertThat(rows.get(1).cpuSeconds()).isCloseTo(7.5, within(1e-6));
        assertThat(rows.get(1).restarts()).isEqualTo(1);
        assertThat(rows.get(0).restarts()).isZero();
    }

    @Test
    void errorsOfTheLog_goOnOverRuns() throws Exception {
        List<ContainerWindowRow> rows = rows(
                at(0, 0).setLogErrors(1_000L),
                at(10, 0).setLogErrors(1_000L),
                at(20, 15).setLogErrors(1_003L));

        assertThat(rows.get(1).logErrors()).isCloseTo(3.0, within(1e-6));
    }

    @Test
    void startThatIsUnknown_isNoNewRun() throws Exception {
        List<ContainerWindowRow> rows = rows(
                at(1_000, 0).setAtMicros(at(0, 0).getAtMicros()).setStartedAtMicros(null),
                at(1_010, 0).setAtMicros(at(10, 0).getAtMicros()));

        assertThat(rows.get(0).cpuSeconds()).isCloseTo(15, within(1e-6));
    }

    @Test
    void twoHundredYearsOfCpuTime_areExactToTheMillisecond() throws Exception {
        long nanos = 900_000_000_000_000_000L;
        List<ContainerWindowRow> rows =
                rows(at(0, 0).setCpuNanos(nanos), at(10, 0).setCpuNanos(nanos + 1_000_000));

        assertThat(rows.get(0).cpuSeconds()).isEqualTo(0.001, within(1e-9));
    }

    @Test
    void whatCannotBe_isRefusedInASentence() {
        assertThatThrownBy(() -> ContainerReadings.of(at(1, 0).setPids(-1L).build(), 0, 0))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageStartingWith("pids -1 is not from 0");
        assertThatThrownBy(() -> ContainerReadings.of(at(1, 0).setId("").build(), 0, 0))
                .hasMessage("id is empty");
    }
}
