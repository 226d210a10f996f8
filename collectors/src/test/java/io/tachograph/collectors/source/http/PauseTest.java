package io.tachograph.collectors.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {
    private static final String DATE = "Tue, 17 Nov 2026 10:00:00 GMT";

    private long nanos = Long.MAX_VALUE - 10;
    private final Pause pause = new Pause(new WallClock(() -> nanos, Instant::now));

    private void answer(int status, String... headers) {
        Map<String, List<String>> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        pause.learn(new Page(URI.create("http://h/"), status, HttpHeaders.of(all, (a, b) -> true), new byte[0], 0));
    }

    /** That it is left alone for just so long. */
    private void assertPaused(long seconds) {
        if (seconds > 0) {
            nanos += seconds * 1_000_000_000 - 1;
            assertThatThrownBy(() -> pause.check("http://h"))
                    .isInstanceOf(SourceException.class)
                    .hasMessage("http://h wants to be asked less often: it is left alone for another 1 s")
                    .extracting(e -> ((SourceException) e).kind())
                    .isEqualTo(FailureKind.LIMITED);
            nanos++;
        }
        assertThatCode(() -> pause.check("http://h")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "429, Retry-After, 37, 37",
        "503, Retry-After, 5, 5",
        "503, X-Other, 5, 0",
        "429, Retry-After, 'Tue, 17 Nov 2026 10:00:37 GMT', 37",
        "429, Retry-After, 'Tue, 17 Nov 2026 09:00:00 GMT', 0",
        "429, Retry-After, soon, 60",
        "429, Retry-After, 999999999, 86400",
        "429, RateLimit, '\"api\";r=0;t=55', 55",
        "200, RateLimit, '\"api\";r=0;t=55', 55",
        "200, RateLimit, '\"api\";r=12;t=55', 0",
        "200, RateLimit, '\"a\";r=5;t=3, \"b\";r=0;t=55', 55",
        "200, RateLimit, nonsense, 0",
        "200, X-Other, 1, 0",
    })
    void serverThatSays_isLeftAloneForSoLong(int status, String header, String value, long seconds) {
        answer(status, header, value, "Date", DATE);

        assertPaused(seconds);
    }

    /** Langfuse's date is JavaScript's; the server's own clock counts, whatever ours says. */
    @Test
    void quotaThatIsUsedUp_lastsUntilItIsFilledAgain() {
        String reset = "Tue Nov 17 2026 10:00:37 GMT+0000 (Coordinated Universal Time)";

        answer(200, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset, "Date", DATE);
        assertPaused(37);

        answer(200, "X-RateLimit-Remaining", "3", "X-RateLimit-Reset", reset, "Date", DATE);
        assertPaused(0);
    }

    @Test
    void serverThatSaysNothing_isLeftAloneLongerEachTime_upToAnHour() {
        for (long seconds : new long[] {60, 120, 240, 480, 960, 1920, 3600, 3600}) {
            answer(429);
            assertPaused(seconds);
        }
        answer(200);
        answer(429);
        assertPaused(60);
        assertThat(nanos).isNegative(); // The clock went over its end, and nobody minded.
    }
}
