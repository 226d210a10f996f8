package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void secondsAndDates_areMilliseconds() {
        assertThat(millis("Retry-After", "86400")).isEqualTo(86_400_000L);
        assertThat(millis("Retry-After", "0")).isEqualTo(0);
        assertThat(millis("Retry-After", "Sat, 21 Nov 2026 10:00:30 GMT")).isEqualTo(30_000);
        assertThat(millis("Retry-After", "Sat, 21 Nov 2026 09:00:00 GMT")).isEqualTo(0);
        assertThat(millis("retry-after-ms", "250")).isEqualTo(250);
    }

    @Test
    void whatCannotBeRead_isAbsent() {
        assertThat(millis("Retry-After", "soon")).isNull();
        assertThat(millis("Retry-After", "-1")).isNull();
        assertThat(millis("X-Other", "1")).isNull();
    }

    private static @Nullable Long millis(String header, String value) {
        return RetryAfter.millis(new DefaultHttpHeaders().set(header, value), NOW);
    }
}
