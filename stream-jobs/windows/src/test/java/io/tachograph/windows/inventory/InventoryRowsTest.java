package io.tachograph.windows.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.store.InventoryRow;
import io.tachograph.store.InventoryTable;
import io.tachograph.windows.sample.InvalidSampleException;
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
        refused(event().setEndedAtMicros(AT - 1).build(), "before its start");
        refused(event().setKind("").build(), "kind is empty");
        refused(event().setText("a\0b").build(), "NUL");
        refused(event().setTags(Collections.nCopies(1_001, "x")).build(), "1001 entries");
        refused(model().setModel("m".repeat(257)).build(), "the limit is 256");
        refused(model().setFacts(Map.of("card", "x".repeat(2_001))).build(), "the limit is 2000");
        refused(model().setAssertedAtMicros(0).build(), "no time of this era");
        refused(new Heartbeat("t", "a", AT), "a Heartbeat does not belong to the inventory");
    }

    private static void refused(SpecificRecord record, String why) {
        assertThatThrownBy(() -> InventoryRows.of(record))
                .isInstanceOf(InvalidSampleException.class)
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
