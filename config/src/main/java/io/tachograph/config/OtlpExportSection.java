package io.tachograph.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Windows as OpenTelemetry metrics. */
public record OtlpExportSection(
        @Key(
                value =
                        "where the collector takes OTLP, such as `http://collector:4317`; without it nothing is exported",
                otherwise = "off")
        @Nullable
        String endpoint,

        @Key(
                value =
                        "`grpc`, or `http`: Protobuf to `/v1/metrics` of the endpoint, unless that has a path of its own",
                byDefault = "grpc")
        Protocol protocol,

        @Key(
                "name of the environment variable that holds further headers, such as keys, as `OTEL_EXPORTER_OTLP_HEADERS` has them: `name=value,name=value`, values percent-encoded")
        @Nullable
        String headersEnv,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile,

        @Key(value = "length of the windows: 10s, 1m, 1h or 1d", byDefault = "1m")
        Duration resolution,

        @Key(
                value = "after how long windows that the collector does not take are left out, and counted",
                byDefault = "15m")
        Duration giveUpAfter,

        @Key(
                value =
                        "Kafka's consumer group: what one has delivered is not sent again, and its members share the work",
                byDefault = "tachograph-otlp-export")
        String group,

        @Key(value = "address of `/metrics` and `/health` of `export-otlp`", byDefault = "${LISTEN_HOST:127.0.0.1}")
        String host,

        @Key(value = "TCP port of both; 0 for any free one", byDefault = "9468")
        int metricsPort) {
    private static final List<Duration> RESOLUTIONS =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));

    /** The ways to send it. */
    public enum Protocol {
        GRPC,
        HTTP
    }

    public OtlpExportSection {
        Checks.port("metrics-port", metricsPort);
        Checks.positive("give-up-after", giveUpAfter);
        if (!RESOLUTIONS.contains(resolution)) {
            throw new IllegalArgumentException("resolution must be 10s, 1m, 1h or 1d");
        }
        endpoint = endpoint == null || endpoint.isBlank() ? null : endpoint.strip();
        if (endpoint != null && parsed(endpoint).getUserInfo() != null) {
            throw new IllegalArgumentException("endpoint holds a user or password: name headers-env instead");
        }
        if (group.isBlank()) {
            throw new IllegalArgumentException("group must not be blank");
        }
    }

    private static URI parsed(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, with the form that is wanted.
        }
        throw new IllegalArgumentException("endpoint '" + endpoint + "' must be http(s)://host:port");
    }

    public boolean isOn() {
        return endpoint != null;
    }

    /** Where the collector is; null where nothing is exported. */
    public @Nullable URI address() {
        return endpoint == null ? null : parsed(endpoint);
    }

    /** The same to another address. */
    public OtlpExportSection withEndpoint(String other) {
        return new OtlpExportSection(
                other, protocol, headersEnv, caFile, resolution, giveUpAfter, group, host, metricsPort);
    }
}
