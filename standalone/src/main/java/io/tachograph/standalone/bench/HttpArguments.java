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
    @Option(names = "--no-reuse", description = "Open a new connection for every request.")
    boolean noReuse;

    @Option(names = "--http2", description = "Speak HTTP/2: over TLS by ALPN, in clear text by prior knowledge.")
    boolean http2;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file of the certificates to trust instead of Java's.")
    @Nullable
    Path caFile;

    @Option(names = "--insecure", description = "Trust any certificate. Anyone on the path can then read what is sent.")
    boolean insecure;

    @Option(
            names = "--connect-timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "Time limit for connecting (default: ${DEFAULT-VALUE}).")
    Duration connectTimeout = Duration.ofSeconds(5);

    @Option(names = "--event-loops", paramLabel = "N", description = "Network threads (default: one per two cores).")
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
