package io.tachograph.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
    @Test
    void variableThatIsSetButEmpty_isNotSet() {
        assertThat(ProcessEnvironment.withValues(Map.of("API_KEYS", "", "LOG_FILE", " ", "POSTGRES_HOST", "db")))
                .containsExactly(Map.entry("POSTGRES_HOST", "db"));
    }
}
