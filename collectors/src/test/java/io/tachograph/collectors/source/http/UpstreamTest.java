package io.tachograph.collectors.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTest {
    private Peer peer;
    private Upstream upstream;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        upstream = new Upstream(
                PageReader.create(null),
                URI.create(peer.url()),
                new KeyVariable("KEY", name -> "secret"),
                status -> "do " + status,
                WallClock.ofProcess());
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private SourceException failure() {
        SourceException failure =
                catchThrowableOfType(SourceException.class, () -> upstream.json(new Reading(), "/page"));
        assertThat(failure).message().doesNotContain("secret");
        return failure;
    }

    @ParameterizedTest
    @CsvSource({"401, REFUSED", "403, REFUSED", "404, UNAVAILABLE", "500, UNAVAILABLE", "202, UNAVAILABLE"})
    void otherStatus_isSaidWithWhatToDo(int status, FailureKind kind) {
        peer.page("/page", Peer.status(status));

        SourceException failure = failure();

        assertThat(failure).hasMessage(peer.url() + "/page answers with status " + status + ": do " + status);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @Test
    void serverThatHasEnough_isNotAskedAgainBeforeItsTime() {
        peer.page("/page", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
        });

        assertThat(failure().kind()).isEqualTo(FailureKind.LIMITED);
        assertThat(failure()).hasMessageContaining("is left alone for another 35");

        assertThat(peer.paths()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'{\"data\": [1, 2'", "''", "<html>", "nonsense"})
    void bodyThatEndsEarlyOrIsNone_isNotBelieved(String body) {
        peer.page("/page", Peer.bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8)));

        SourceException failure = failure();

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure).hasMessageContaining("answers no JSON, or some that ends early");
    }

    @Test
    void connectionThatEndsWithinTheBody_isNotBelieved() {
        peer.page("/page", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"data\":[]}".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(failure().kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void redirectsWithoutEnd_areGivenUp() {
        peer.page("/page", exchange -> {
            exchange.getResponseHeaders().set("Location", "/page");
            exchange.sendResponseHeaders(307, -1);
        });

        assertThat(failure()).hasMessageContaining("redirects in a loop");
        assertThat(peer.paths()).hasSize(4);
    }

    @Test
    void redirectToAnotherHost_isNotFollowed_soThatTheKeyStays() throws IOException {
        try (Peer other = new Peer()) {
            peer.page("/page", exchange -> {
                exchange.getResponseHeaders().set("Location", other.url() + "/page");
                exchange.sendResponseHeaders(302, -1);
            });

            assertThat(failure()).hasMessageContaining("redirects to another server");
            assertThat(other.questions()).isEmpty();
        }
    }

    @Test
    void readingThatIsGivenUp_endsThePageItWaitsFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        peer.page("/page", exchange -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Reading reading = Reading.begin(within -> {
            try {
                upstream.json(within, "/page");
            } catch (CancellationException e) {
                ended.countDown();
            }
        });
        asked.await();

        reading.cancel(true);

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        never.countDown();
    }
}
