package io.tachograph.collectors.source.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** An engine as connections are made to it. Thread-safe. */
final class DockerEngine {
    private final DockerAddress address;
    private final @Nullable Path certificates;
    private final Duration requestTimeout;
    private @Nullable SSLSocketFactory tls;

    /**
     * @param certificates folder of the client's certificate; read when it is first needed
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

    /** @throws IllegalArgumentException in one sentence, when the certificates are no good */
    DockerConnection connect() throws IOException {
        return DockerConnection.open(address, address.tls() ? tls() : null, (int) requestTimeout.toMillis());
    }

    private synchronized SSLSocketFactory tls() {
        if (tls == null) {
            tls = DockerTls.factory(certificates);
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
