package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.scrape.ScrapeConfig;
import io.tachograph.client.scrape.ServerScraper;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void authorityThatIsExchanged_isBelievedByTheSameClient(@TempDir Path folder) throws Exception {
        Path file = Files.copy(TestCertificate.OTHER_NAME.pem(), folder.resolve("ca.pem"));
        SSLContext context = TlsConfig.trusting(file).jdkContext();
        assertThat(absent(TestCertificate.LOCALHOST, context)).contains("no metrics from https://");

        Path next = Files.copy(TestCertificate.LOCALHOST.pem(), folder.resolve("next.pem"));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(absent(TestCertificate.LOCALHOST, context)).isNull();

        Files.writeString(file, "half a certifi");
        assertThat(absent(TestCertificate.LOCALHOST, context))
                .as("what it held before")
                .isNull();
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
        return absent(certificate, tls.jdkContext());
    }

    private static @Nullable String absent(TestCertificate certificate, @Nullable SSLContext tls) throws Exception {
        try (ServerSocket socket = certificate.serverSocket();
                ScriptedServer server =
                        ScriptedServer.start(socket, (request, wire) -> wire.send("200 OK", "", METRICS));
                ServerScraper scraper = ServerScraper.begin(
                        ScrapeConfig.beside(server.url(), "m").withTls(tls))) {
            return scraper.firstFailure();
        }
    }
}
