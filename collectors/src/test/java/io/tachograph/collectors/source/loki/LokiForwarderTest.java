package io.tachograph.collectors.source.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LokiForwarderTest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final FakeLoki loki = new FakeLoki();

    LokiForwarderTest() throws Exception {}

    @AfterEach
    void stop() {
        loki.close();
    }

    private static LokiSettings settings(String keys) throws Exception {
        return ConfigFile.entry(
                (ObjectNode) new ObjectMapper().readTree("{" + keys.replace('\'', '"') + "}"),
                LokiSettings.class,
                "loki");
    }

    private LokiForwarder forwarder(String keys, Map<String, String> environment) throws Exception {
        return new LokiForwarder(settings("'url':'" + loki.url() + "'" + keys), environment::get, pauses::add);
    }

    private static LogLine line(long at, String text) {
        return new LogLine(Map.of("container", "c" + at % 2), at, text);
    }

    @Test
    void lines_comeInOrderByStream_compressed_withTenantAndKey() throws Exception {
        try (LokiForwarder forwarder =
                forwarder(",'tenant':'fleet','api-key-env':'KEY'", Map.of("KEY", "user:secret"))) {
            List<LogLine> given = IntStream.range(0, 1000)
                    .mapToObj(i -> line(i, "line " + i + " \"ü\"\u0000"))
                    .toList();
            given.forEach(forwarder::take);
            Awaitility.await().until(() -> loki.lines().size() == given.size());

            assertThat(loki.lines()).containsExactlyInAnyOrderElementsOf(given);
            for (String container : List.of("c0", "c1")) {
                assertThat(loki.lines())
                        .filteredOn(line -> line.labels().containsValue(container))
                        .extracting(LogLine::atNanos)
                        .isSorted();
            }
            assertThat(loki.pushes).allSatisfy(head -> {
                assertThat(head.getFirst("Content-Type")).isEqualTo("application/json");
                assertThat(head.getFirst("Content-Encoding")).isEqualTo("gzip");
                assertThat(head.getFirst("X-Scope-OrgID")).isEqualTo("fleet");
                assertThat(head.getFirst("Authorization")).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
            });
            assertThat(forwarder.details()).doesNotContain("secret").startsWith("Loki: 1000 lines sent");
        }
    }

    @Test
    void lokiThatIsBusyOrAway_isTriedAgain_asItSays_elseLaterAndLater() throws Exception {
        loki.answers(
                Peer.status(503),
                Peer.status(500),
                exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "17");
                    Peer.status(429).to(exchange);
                },
                exchange -> exchange.close(),
                Peer.status(429));
        try (LokiForwarder forwarder = forwarder("", Map.of())) {
            forwarder.take(line(1, "once"));
            Awaitility.await().until(() -> loki.lines().size() == 1);
            Awaitility.await().until(() -> forwarder.complaint() == null);

            assertThat(pauses)
                    .containsExactly(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(17),
                            Duration.ofSeconds(8),
                            Duration.ofSeconds(16));
            assertThat(forwarder.leftOut().values()).containsOnly(0L);
        }
    }

    @Test
    void linesThatLokiRefuses_areLeftOutAndCounted_andTheNextCome() throws Exception {
        loki.answers(Peer.bytes(400, "text/plain", "line 'my secret' too old".getBytes(StandardCharsets.UTF_8)));
        try (LokiForwarder forwarder = forwarder("", Map.of())) {
            forwarder.take(line(1, "refused"));
            Awaitility.await().until(() -> forwarder.complaint() != null);
            assertThat(forwarder.complaint())
                    .hasMessageContaining("answers a push with status 400")
                    .hasMessageNotContaining("secret");
            forwarder.take(line(2, "taken"));
            Awaitility.await().until(() -> loki.lines().size() == 1);

            assertThat(loki.lines()).extracting(LogLine::text).containsExactly("taken");
            assertThat(forwarder.leftOut()).containsEntry("log_line_refused", 1L);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void linesWithoutRoom_areDropped_theOldestFirst_andEveryLineIsAccountedFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch full = new CountDownLatch(1);
        loki.answers(exchange -> {
            asked.countDown();
            try {
                full.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Peer.status(503).to(exchange);
        });
        try (LokiForwarder forwarder = forwarder(",'queue-mib':1", Map.of())) {
            forwarder.take(line(0, "held"));
            asked.await();
            int lines = 1000;
            String text = "x".repeat(8000);
            for (int i = 1; i <= lines; i++) {
                forwarder.take(line(i, text));
            }
            full.countDown();
            long dropped = Objects.requireNonNull(forwarder.leftOut().get("log_line_queue_full"));
            Awaitility.await().until(() -> loki.lines().size() + dropped == lines + 1);

            assertThat(dropped).isEqualTo(lines - (1 << 20) / (2 * 8000 + 100));
            assertThat(loki.lines())
                    .extracting(LogLine::atNanos)
                    .contains(0L, (long) lines)
                    .doesNotContain(1L);
        }
    }

    @Test
    void whatWaits_isSentWhenItCloses_unlessLokiIsAway() throws Exception {
        LokiForwarder closing = forwarder("", Map.of());
        closing.take(line(1, "last"));
        closing.close();
        assertThat(loki.lines()).extracting(LogLine::text).containsExactly("last");

        CountDownLatch forEver = new CountDownLatch(1);
        LokiForwarder away =
                new LokiForwarder(settings("'url':'" + loki.url() + "'"), name -> null, pause -> forEver.await());
        loki.answer(503);
        away.take(line(2, "lost"));
        Awaitility.await().until(() -> away.complaint() != null);
        away.close();
    }

    @Test
    void check_saysWhatIsWrong_beforeAnyLineComes() throws Exception {
        try (LokiForwarder forwarder = forwarder("", Map.of())) {
            assertThatCode(forwarder::check).doesNotThrowAnyException();
            loki.answer(422);
            assertThatCode(forwarder::check).doesNotThrowAnyException();
            loki.answer(404);
            assertThatThrownBy(forwarder::check).hasMessageEndingWith("is it the address of Loki?");
        }
        try (LokiForwarder forwarder = forwarder(",'api-key-env':'KEY'", Map.of())) {
            assertThatThrownBy(forwarder::check).hasMessageContaining("environment variable KEY");
        }
        loki.close();
        try (LokiForwarder forwarder = forwarder("", Map.of())) {
            assertThatThrownBy(forwarder::check).hasMessageContaining("nobody listens");
        }
    }

    @Test
    void wrongKeys_areSentences() {
        assertThatThrownBy(() -> settings("'url':'ftp://loki'"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must be http://HOST or https://HOST");
        assertThatThrownBy(() -> settings("'url':'http://user:secret@loki'"))
                .hasMessageContaining("must hold no password")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> settings("'url':'http://lo ki/secret'"))
                .hasMessageContaining("is no URL")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> settings("'tenant':'two words'")).hasMessageContaining("tenant 'two words' must be");
        assertThatThrownBy(() -> settings("'queue-mib':0")).hasMessageContaining("queue-mib must be from 1");
    }
}
