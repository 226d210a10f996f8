package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.live.LiveResults;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static final ApiKeys KEYS = ApiKeys.parse(RunningApi.KEY);

    @Test
    void portInUse_isOneSentenceWithThePort() throws IOException {
        try (RunningApi first = new RunningApi()) {
            int port = first.server.port();
            // A registry of its own: the first server's has the request metrics already.
            ApiDependencies others = new ApiDependencies(
                    first.results,
                    first.rows,
                    LoadTestRouteTest.BENCH,
                    List.of(),
                    new LiveResults(),
                    null,
                    null,
                    null,
                    new PrometheusRegistry());

            assertThatThrownBy(() -> ApiServer.start(new ApiConfig("127.0.0.1", port, KEYS), others))
                    .isInstanceOf(ApiStartException.class)
                    .hasMessage("The API cannot start: port " + port
                            + " of 127.0.0.1 is already in use; api.port can name another.");
            assertThat(first.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void unknownHost_isNamed() throws IOException {
        try (RunningApi other = new RunningApi()) {
            ApiDependencies others = new ApiDependencies(
                    other.results,
                    other.rows,
                    LoadTestRouteTest.BENCH,
                    List.of(),
                    new LiveResults(),
                    null,
                    null,
                    null,
                    new PrometheusRegistry());
            assertThatThrownBy(() -> ApiServer.start(new ApiConfig("no-such-host.invalid", 0, KEYS), others))
                    .isInstanceOf(ApiStartException.class)
                    .hasMessageContaining("no-such-host.invalid");
        }
    }

    @Test
    void closedServer_freesPortAndRegistry() throws IOException {
        RunningApi api = new RunningApi();
        int port = api.server.port();
        api.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);

        try (ApiServer again = ApiServer.start(new ApiConfig("127.0.0.1", port, KEYS), api.dependencies())) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @Test
    void config_refusesWhatCannotBe() {
        assertThatThrownBy(() -> new ApiConfig(" ", 1, KEYS)).hasMessageContaining("needs a host");
        assertThatThrownBy(() -> new ApiConfig("127.0.0.1", 65536, KEYS)).hasMessageContaining("65536");
    }
}
