package io.tachograph.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    /** When this fails, copy {@code config/target/configuration.md} over the page. */
    @Test
    void page_isMadeOfTheKeys() throws Exception {
        String made = ConfigReference.markdown();
        Files.writeString(Path.of("target", "configuration.md"), made);

        assertThat(Path.of("..", "docs", "configuration.md")).hasContent(made);
    }
}
