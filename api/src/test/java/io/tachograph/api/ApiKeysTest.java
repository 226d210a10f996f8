package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.RateLimit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
    @Test
    void list_isSplitAtCommasWithoutBlanks() {
        ApiKeys keys = ApiKeys.parse(" test-key-123 ,demo-key-456");
        assertThat(keys.ring().callerWith("test-key-123", Instant.EPOCH))
                .isEqualTo(Caller.configured(1, "test-key-123", RateLimit.USUAL));
        assertThat(keys.ring().callerWith("demo-key-456", Instant.EPOCH))
                .isEqualTo(Caller.configured(2, "demo-key-456", RateLimit.USUAL));
        assertThat(keys.ring().callerWith(" test-key-123 ", Instant.EPOCH)).isNull();
        assertThat(keys.ring().callerWith(null, Instant.EPOCH)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | Key 1 of API_KEYS is empty.",
                "test-key-123,             | Key 2 of API_KEYS is empty.",
                "test-key-123,,demo-key-456| Key 2 of API_KEYS is empty.",
                "test-key-123,secret       | Key 2 of API_KEYS is too short: it has 6 characters, the minimum is 8.",
                "test-key-123,test-key-123 | Key 2 of API_KEYS is listed twice.",
                "test key-123 | Key 1 of API_KEYS has a blank or a character that is not ASCII, which no header can carry.",
                "schlüssel-1  | Key 1 of API_KEYS has a blank or a character that is not ASCII, which no header can carry."
            })
    void badList_isRefusedWithoutSayingTheKey(String list, String message) {
        assertThatThrownBy(() -> ApiKeys.fromEnvironment(Map.of("API_KEYS", list)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void endlessKey_isRefused() {
        assertThatThrownBy(() -> ApiKeys.of(List.of("k".repeat(201)))).hasMessageContaining("the maximum is 200");
    }

    @Test
    void singleKey_mayContainCommas() {
        ApiKeys keys =
                ApiKeys.fromEnvironment(Map.of("API_KEY", "one,single,key")).orElseThrow();
        assertThat(keys.ring().callerWith("one,single,key", Instant.EPOCH)).isNotNull();
    }

    @Test
    void environmentWithoutKeys_isEmpty() {
        assertThat(ApiKeys.fromEnvironment(Map.of())).isEmpty();
        assertThatThrownBy(() -> ApiKeys.fromEnvironment(Map.of("API_KEY", "test-key-123", "API_KEYS", "demo-key-456")))
                .hasMessage("Both API_KEYS and API_KEY are set: leave one of them out.");
        assertThatThrownBy(() -> ApiKeys.of(List.of())).hasMessageContaining("give at least one");
    }

    @Test
    void text_doesNotContainAKey() {
        ApiConfig config = new ApiConfig("127.0.0.1", 8000, ApiKeys.parse("test-key-123"));
        assertThat(config.toString()).doesNotContain("test-key");
    }
}
