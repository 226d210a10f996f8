package io.tachograph.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.ModelSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTableTest {
    private static final List<ModelSummary> MODELS = List.of(
            new ModelSummary("quick", 12, 0, 0.0567, 0.1, 1107.14, 1),
            new ModelSummary(
                    "an-organisation/a-model-with-a-name-that-does-not-end",
                    99_999_999,
                    1_234_567,
                    123.4,
                    999.9,
                    999_999.9,
                    null),
            new ModelSummary("whole-answers-only", 5, 5, null, null, 0, 2));

    @Test
    void table_fitsATerminalOfEightyColumnsAndPutsTheBestFirst() {
        List<String> lines = ModelTable.lines(MODELS);

        assertThat(lines).hasSize(4).allMatch(line -> line.length() < 80);
        assertThat(lines.get(1)).matches("   1  quick +12 +56.7 ms +100.0 ms +1107.1 +0");
        assertThat(lines.get(2)).contains("   2  whole-answers-only").contains(" - ");
        assertThat(lines.get(3)).startsWith("   -  an-organisation/a-m…");
    }
}
