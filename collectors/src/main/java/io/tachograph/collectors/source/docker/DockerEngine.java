package io.tachograph.collectors.source.docker;

import io.tachograph.client.http.FileStamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** An engine as connections are made to it. Thread-safe. */
final class DockerEngine {
    private final DockerAddress address;
    private final @Nullable Path certificates;
    private final Duration requestTimeout;
    private @Nullable SSLSocketFactory tls;
    private List<FileStamp> stamps = List.of();

    /**
     * @param certificates folder of the client's certificate; read when they are needed, and again when they changed
     * @param requestTimeout when an answer is no longer waited for
     */
    DockerEngine(DockerAddress address, @Nullable Path certificates, Duration requestTimeout) {
        this.address = address;
        this.certificates = certificates;
        this.requestTimeout = requestTimeout;
    }

    DockerAddress address() {
        return address;
    }

    Duration requestTimeout() {
        return requestTimeout;
    }

    /** @throws BadCertificatesException in one sentence, when the certificates are no good */
    DockerConnection connect() throws IOException {
        return DockerConnection.open(address, address.tls() ? tls() : null, (int) requestTimeout.toMillis());
    }

    /** Certificates are exchanged while an agent runs. */
    private synchronized SSLSocketFactory tls() throws BadCertificatesException {
        List<FileStamp> now = DockerTls.stamps(certificates);
        if (tls == null || !now.equals(stamps)) {
            tls = DockerTls.factory(certificates);
            stamps = now;
        }
        return tls;
    }

    /** One request to a connection: connections are cheap on a unix socket, and none is found dead. */
    void ask(DockerConnection connection, String path) throws IOException {
        String host = address.socket() != null ? "docker" : address.host() + ":" + address.port();
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: tachograph\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
        connection.out().write(request.getBytes(StandardCharsets.US_ASCII));
        connection.out().flush();
    }
}
