package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.scrape.ScrapeConfig;
import io.tachograph.client.scrape.ServerScraper;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The server's metrics are believed exactly where the server itself is. */
class JdkTlsTest {
    private static final String METRICS = """
            # TYPE vllm:request_success_total counter
            vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} 3
            """;

    @Test
    void ownAuthority_isBelieved() throws Exception {
        assertThat(absent(TestCertificate.LOCALHOST, TlsConfig.trusting(TestCertificate.LOCALHOST.pem())))
                .isNull();
    }

    @Test
    void otherAuthorities_areNot() throws Exception {
        assertThat(absent(TestCertificate.LOCALHOST, TlsConfig.jdkTrust())).contains("no metrics from https://");
        assertThat(absent(TestCertificate.LOCALHOST, TlsConfig.trusting(TestCertificate.OTHER_NAME.pem())))
                .contains("no metrics from https://");
    }

    @Test
    void certificateForAnotherName_isRefused_unlessNothingIsVerified() throws Exception {
        assertThat(absent(TestCertificate.OTHER_NAME, TlsConfig.trusting(TestCertificate.OTHER_NAME.pem())))
                .contains("localhost");
        assertThat(absent(TestCertificate.OTHER_NAME, TlsConfig.unverified())).isNull();
    }

    @Test
    void badCaFile_isSaid() {
        assertThatThrownBy(() -> TlsConfig.trusting(Path.of("absent.pem")).jdkContext())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CA file absent.pem does not exist");
    }

    private static @Nullable String absent(TestCertificate certificate, TlsConfig tls) throws Exception {
        try (ServerSocket socket = certificate.serverSocket();
                ScriptedServer server =
                        ScriptedServer.start(socket, (request, wire) -> wire.send("200 OK", "", METRICS));
                ServerScraper scraper = ServerScraper.begin(
                        ScrapeConfig.beside(server.url(), "m").withTls(tls.jdkContext()))) {
            return scraper.firstFailure();
        }
    }
}
