package io.tachograph.standalone.bench;

import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.client.http.HttpVersion;
import io.tachograph.client.http.TlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Connections. */
@Section("Connections")
final class HttpArguments {
    @Option(names = "--no-reuse", description = "A new connection for every request.")
    boolean noReuse;

    @Option(names = "--http2", description = "Speak HTTP/2: over TLS by ALPN, in clear text by prior knowledge.")
    boolean http2;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file of the certificates to trust instead of Java's.")
    @Nullable
    Path caFile;

    @Option(names = "--insecure", description = "Trust every server. Anyone on the way can read what is sent.")
    boolean insecure;

    @Option(
            names = "--connect-timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "Limit for a connection to stand (default: ${DEFAULT-VALUE}).")
    Duration connectTimeout = Duration.ofSeconds(5);

    @Option(
            names = "--event-loops",
            paramLabel = "N",
            description = "Threads that read and write (default: one for two cores).")
    @Nullable
    Integer eventLoops;

    HttpClientConfig config() {
        int loops = eventLoops != null
                ? eventLoops
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        TlsConfig tls = new TlsConfig(caFile, insecure);
        return HttpClientConfig.builder()
                .eventLoops(loops)
                .connectTimeout(connectTimeout)
                .reuse(!noReuse)
                .version(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .tls(tls)
                .build();
    }
}
