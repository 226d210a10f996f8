package io.tachograph.windows.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import io.tachograph.store.InventoryRow;
import io.tachograph.store.InventoryTable;
import io.tachograph.windows.InvalidRecordException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class InventoryRowsTest {
    private static final long AT = 1_772_582_400_000_000L;

    private static InventoryModel.Builder model() {
        return InventoryModel.newBuilder()
                .setModel("llama")
                .setSource("huggingface")
                .setParameters(8_000_000_000L)
                .setFacts(Map.of("sha", "1"))
                .setAgent("a")
                .setAssertedAtMicros(AT);
    }

    private static InventoryEngine.Builder engine(String version, long seconds) {
        return InventoryEngine.newBuilder()
                .setTarget("t")
                .setEngine("vllm")
                .setVersion(version)
                .setAgent("a")
                .setAssertedAtMicros(AT + seconds * 1_000_000);
    }

    private static Event.Builder event() {
        return Event.newBuilder()
                .setKind("fault")
                .setSubject("t")
                .setStartedAtMicros(AT)
                .setText("it fell")
                .setSource("a person")
                .setAssertedAtMicros(AT);
    }

    @Test
    void fields_areColumns() throws Exception {
        InventoryRow row = InventoryRows.of(model().build());

        assertThat(row.table()).isEqualTo(InventoryTable.MODEL);
        assertThat(row.values())
                .containsEntry("target", "")
                .containsEntry("parameters", 8_000_000_000L)
                .containsEntry("size_bytes", null)
                .containsEntry("facts", Map.of("sha", "1"))
                .containsEntry("ended_at", null)
                .containsEntry("asserted_at", Instant.parse("2026-03-04T00:00:00Z"));
        assertThat(InventoryRows.of(engine("1", 0).build()).values()).containsEntry("engine_version", "1");
    }

    @Test
    void whatCannotBe_isRefusedInASentence() {
        refused(event().setEndedAtMicros(AT - 1).build(), "but starts at");
        refused(event().setKind("").build(), "kind is empty");
        refused(event().setText("a\0b").build(), "NUL");
        refused(event().setTags(Collections.nCopies(1_001, "x")).build(), "1001 entries");
        refused(model().setModel("m".repeat(257)).build(), "the limit is 256");
        refused(engine("v".repeat(257), 0).build(), "version has 257 characters; the limit is 256");
        refused(model().setFacts(Map.of("card", "x".repeat(2_001))).build(), "the limit is 2000");
        refused(model().setAssertedAtMicros(0).build(), "no time of this era");
        refused(new Heartbeat("t", "a", AT), "a Heartbeat does not belong to the inventory");
    }

    private static Usage.Builder usage() {
        return Usage.newBuilder()
                .setSource("langfuse http://h")
                .setScope("model")
                .setModel("m")
                .setAgent("a")
                .setFromMicros(AT)
                .setToMicros(AT + 86_400_000_000L)
                .setAssertedAtMicros(AT + 1);
    }

    private static ScoreSummary.Builder scores() {
        return ScoreSummary.newBuilder()
                .setSource("langfuse http://h")
                .setName("trust")
                .setType("numeric")
                .setAgent("a")
                .setFromMicros(AT)
                .setToMicros(AT + 86_400_000_000L)
                .setAssertedAtMicros(AT + 1)
                .setCount(2);
    }

    @Test
    void whatIsUnknownOfADay_staysSo_andScoresMayBeNegative() throws Exception {
        assertThat(InventoryRows.of(usage().setCount(3L).setCostUsd(0.0).build())
                        .values())
                .containsEntry("window_start", Instant.parse("2026-03-04T00:00:00Z"))
                .containsEntry("window_end", Instant.parse("2026-03-05T00:00:00Z"))
                .containsEntry("calls", 3L)
                .containsEntry("cost_usd", 0.0)
                .containsEntry("failures", null)
                .containsEntry("tenant", "");
        assertThat(InventoryRows.of(scores().setMean(-1.5).build()).values())
                .containsEntry("scores", 2L)
                .containsEntry("mean", -1.5)
                .containsEntry("minimum", null);
    }

    @Test
    void whatIsShorterThanADay_hasATableOfItsOwn() throws Exception {
        InventoryRow minute = InventoryRows.of(usage().setToMicros(AT + 60_000_000)
                .setCount(3L)
                .setThrottled(1L)
                .build());

        assertThat(InventoryRows.of(usage().build()).table()).isEqualTo(InventoryTable.USAGE);
        assertThat(minute.table()).isEqualTo(InventoryTable.USAGE_1M);
        assertThat(minute.values())
                .containsEntry("window_start", Instant.parse("2026-03-04T00:00:00Z"))
                .containsEntry("window_end", Instant.parse("2026-03-04T00:01:00Z"))
                .containsEntry("calls", 3L)
                .containsEntry("throttled", 1L);
    }

    @Test
    void dayThatCannotBe_isRefusedInASentence() {
        refused(usage().setCostUsd(-1.0).build(), "cost_usd -1.0 is negative");
        refused(usage().setLatencyP50Seconds(Double.NaN).build(), "latency_p50_seconds NaN is no number");
        refused(usage().setSource("").build(), "source is empty");
        refused(usage().setModel("a\0b").build(), "model holds a control character");
        refused(usage().setToMicros(AT).build(), "but starts at");
        refused(usage().setFromMicros(5).build(), "from_micros 5 is no time of this era");
        refused(scores().setMean(Double.POSITIVE_INFINITY).build(), "mean Infinity is no number");
        refused(scores().setCount(-1).build(), "count -1 is negative");
    }

    private static void refused(SpecificRecord record, String why) {
        assertThatThrownBy(() -> InventoryRows.of(record))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining(why);
    }

    @Test
    void anotherVersion_isADeploy_theSameOrNoneIsNot() {
        InventoryEngine newer = engine("0.31", 5).build();
        EngineVersion before = new EngineVersion("vllm", "0.30", AT);
        EngineVersion now = Objects.requireNonNull(EngineVersion.of(newer));

        Event deploy = Objects.requireNonNull(now.deployAfter(before, newer));
        assertThat(now.isAfter(before)).isTrue();
        assertThat(deploy.getText()).isEqualTo("vllm 0.31 serves, where vllm 0.30 did");
        assertThat(deploy.getStartedAtMicros()).isEqualTo(AT + 5_000_000);
        assertThat(deploy.getTags()).isEqualTo(List.of("vllm", "0.31"));
        assertThat(before.deployAfter(before, newer)).isNull();
        assertThat(EngineVersion.of(engine(" ", 9).build())).isNull();
    }
}
