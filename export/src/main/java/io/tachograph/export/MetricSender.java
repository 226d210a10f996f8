package io.tachograph.export;

import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.tachograph.config.ConfigException;
import io.tachograph.config.OtlpExportSection;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The official exporter that a configuration asks for. It tries once: who calls it tries again, and counts. */
final class MetricSender {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String METRICS_PATH = "/v1/metrics";

    private MetricSender() {}

    /**
     * Opens nothing before the first delivery.
     *
     * @throws ConfigException when headers or certificates cannot be read
     */
    static MetricExporter of(OtlpExportSection section, URI endpoint, Function<String, @Nullable String> environment)
            throws ConfigException {
        Map<String, String> headers = headers(section.headersEnv(), environment);
        byte @Nullable [] certificates = certificates(section.caFile());
        try {
            return switch (section.protocol()) {
                case GRPC -> {
                    OtlpGrpcMetricExporterBuilder grpc = OtlpGrpcMetricExporter.builder()
                            .setEndpoint(endpoint.toString())
                            .setTimeout(TIMEOUT)
                            .setCompression("gzip")
                            .setRetryPolicy(null);
                    headers.forEach(grpc::addHeader);
                    yield (certificates == null ? grpc : grpc.setTrustedCertificates(certificates)).build();
                }
                case HTTP -> {
                    OtlpHttpMetricExporterBuilder http = OtlpHttpMetricExporter.builder()
                            .setEndpoint(withPath(endpoint))
                            .setTimeout(TIMEOUT)
                            .setCompression("gzip")
                            .setRetryPolicy(null);
                    headers.forEach(http::addHeader);
                    yield (certificates == null ? http : http.setTrustedCertificates(certificates)).build();
                }
            };
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigException("otlp-export: " + e.getMessage());
        }
    }

    private static String withPath(URI endpoint) {
        String path = endpoint.getPath();
        return path == null || path.isEmpty() || path.equals("/")
                ? endpoint.resolve(METRICS_PATH).toString()
                : endpoint.toString();
    }

    private static byte @Nullable [] certificates(@Nullable Path file) throws ConfigException {
        try {
            return file == null ? null : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConfigException("otlp-export.ca-file: " + file + " cannot be read");
        }
    }

    private static Map<String, String> headers(
            @Nullable String variable, Function<String, @Nullable String> environment) throws ConfigException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (variable != null) {
            String all = environment.apply(variable);
            if (all == null || all.isBlank()) {
                throw new ConfigException(
                        "environment variable " + variable + ", which should hold headers, is not set");
            }
            for (String header : all.split(",", -1)) {
                String[] parts = header.split("=", 2);
                if (parts.length < 2 || parts[0].isBlank()) {
                    throw new ConfigException("environment variable " + variable + " must hold name=value,name=value");
                }
                String name = parts[0].strip();
                String value = decoded(parts[1].strip(), variable);
                // The HTTP client would refuse it with a message that quotes the value, and so the key.
                if (!isPlain(name, 0x21) || !isPlain(value, 0x20)) {
                    throw new ConfigException(
                            "environment variable " + variable + " has a header with characters that none may have");
                }
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static boolean isPlain(String text, int least) {
        return text.chars().allMatch(character -> character >= least && character < 0x7f);
    }

    private static String decoded(String value, String variable) throws ConfigException {
        try {
            // A plus is a plus: this is no form.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("environment variable " + variable + " has a % that encodes nothing");
        }
    }
}
