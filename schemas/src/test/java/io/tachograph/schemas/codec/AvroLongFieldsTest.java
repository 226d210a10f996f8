package io.tachograph.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvroLongFieldsTest {
    private final AvroLongFields fields =
            new AvroLongFields(RequestWindow.getClassSchema(), List.of("output_tokens", "window_start_millis"));

    private static byte[] window() {
        return new RecordEncoder<RequestWindow>(RequestWindow.getClassSchema())
                .encode(RequestWindowEvolutionTest.window(
                        List.of(new SloCount("chat", 5L, null, null, 2L, 1L, 1L, 0L, 0L))));
    }

    @Test
    void numbers_comeInTheOrderOfTheirNames() throws Exception {
        assertThat(fields.read(window())).containsExactly(7, 1_767_225_600_000L);
        assertThat(fields.read(window())).containsExactly(7, 1_767_225_600_000L);
    }

    @Test
    void recordOfAnotherType_hasNone() throws Exception {
        byte[] heartbeat = new RecordEncoder<Heartbeat>(Heartbeat.getClassSchema()).encode(new Heartbeat("t", "a", 1L));

        assertThat(fields.read(heartbeat)).isNull();
    }

    @Test
    void whatCannotBeReadWhole_isUnreadableWhereverItIsCut() {
        byte[] window = window();
        for (int length = 0; length < window.length; length++) {
            byte[] cut = Arrays.copyOf(window, length);
            assertThatThrownBy(() -> fields.read(cut)).isInstanceOf(UnreadableRecordException.class);
        }
        assertThatThrownBy(() -> fields.read(null)).isInstanceOf(UnreadableRecordException.class);
        assertThatThrownBy(() -> fields.read(Arrays.copyOf(window, window.length + 1)))
                .hasMessageContaining("longer than the record");
    }

    @Test
    void nameThatIsNoLong_isRefused() {
        assertThatThrownBy(() -> new AvroLongFields(RequestWindow.getClassSchema(), List.of("target")))
                .hasMessage("io.tachograph.schemas.avro.RequestWindow has no long target");
    }
}
