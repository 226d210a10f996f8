package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.live.LiveKind;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.AlertKind;
import io.tachograph.schemas.avro.AlertSeverity;
import io.tachograph.schemas.avro.AlertState;
import io.tachograph.schemas.codec.RecordEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRouteTest {
    private static final RecordEncoder<Alert> ALERTS = new RecordEncoder<>(Alert.getClassSchema());

    private RunningApi api;
    private long offset;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listener_hearsWhatHappens() throws IOException {
        happen("before", "x");
        try (Listener listener = new Listener("?kind=alert", "")) {
            assertThat(listener.event()).contains("event: position");
            happen("one", "x");
            assertThat(listener.event())
                    .contains("event: alert")
                    .contains("\"key\":\"one\"")
                    .contains("id: alert0-1");
        }
    }

    @Test
    void listener_whoComesBack_hearsWhatHeMissedOnce() throws IOException {
        happen("zero", "x");
        happen("one", "x");
        happen("two", "x");
        happen("one", "x");

        try (Listener listener = new Listener("", "Last-Event-ID: alert0-0\r\n")) {
            assertThat(listener.event()).contains("event: position");
            assertThat(listener.event()).contains("\"key\":\"two\"");
            assertThat(listener.event()).contains("\"key\":\"one\"").contains("id: alert0-3");
        }
    }

    @Test
    void listener_whoComesBackWithAnotherProgramsId_isToldOfAGap() throws IOException {
        try (Listener listener = new Listener("", "Last-Event-ID: 42\r\n")) {
            assertThat(listener.event()).contains("event: gap");
        }
    }

    @Test
    void filter_leavesOutWhatIsOfOthers() throws IOException {
        try (Listener listener = new Listener("?model=x", "")) {
            listener.event();
            happen("other", "y");
            happen("mine", "x");
            assertThat(listener.event()).contains("\"key\":\"mine\"");
        }
    }

    @Test
    void lineEnds_inTexts_makeNoEvents() throws IOException {
        try (Listener listener = new Listener("?kind=alert", "")) {
            listener.event();
            happen("key\n\nevent: alert\ndata: {}", "x");
            assertThat(listener.event()).contains("\"key\":\"key\\n\\nevent: alert\\ndata: {}\"");
        }
    }

    @Test
    void listener_whoDoesNotRead_isCutOffAndOthersHearOn() throws IOException {
        try (Listener sleeper = new Listener("?kind=alert", "");
                Listener awake = new Listener("?kind=alert", "")) {
            sleeper.event();
            awake.event();
            String text = "x".repeat(100_000);
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                happen(text + offset, "x");
                awake.event();
                return api.get("/metrics").body().contains("tachograph_api_live_cut_off_total 1.0");
            });
            happen("after", "x");
            assertThat(awake.event()).contains("\"key\":\"after\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?kind=rumour", "?group=colour", "?colour=red"})
    void unknownParameter_isRefused(String query) {
        assertThat(api.getWithKey("/api/v1/live" + query).statusCode()).isEqualTo(400);
    }

    private void happen(String key, String model) {
        Alert alert = Alert.newBuilder()
                .setKey(key)
                .setKind(AlertKind.BURN_RATE)
                .setSeverity(AlertSeverity.PAGE)
                .setState(AlertState.FIRING)
                .setTarget("t")
                .setCluster("c")
                .setFramework("vllm")
                .setModel(model)
                .setEvaluatedMillis(0)
                .setThreshold(1)
                .setUnit("ratio")
                .setEvents(1)
                .setEnoughEvidence(true)
                .setSummary("It burns.")
                .build();
        api.live.accept(LiveKind.ALERT, 0, offset++, key.getBytes(StandardCharsets.UTF_8), ALERTS.encode(alert));
    }

    /** Reads events from a socket, when it is told to. */
    private final class Listener implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Listener(String query, String headers) throws IOException {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write(("GET /api/v1/live" + query + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + RunningApi.KEY
                                    + "\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).contains("200");
            while (!in.readLine().isEmpty()) {
                // The headers.
            }
        }

        /** The next event but heartbeats; lengths of chunks are left out. */
        String event() throws IOException {
            StringBuilder event = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id:") || line.startsWith("event:") || line.startsWith("data:")) {
                    event.append(line).append('\n');
                } else if (line.isEmpty() && event.indexOf("data:") >= 0) {
                    return event.toString();
                }
            }
            return event.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
