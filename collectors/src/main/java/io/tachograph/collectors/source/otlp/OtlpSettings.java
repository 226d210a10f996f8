package io.tachograph.collectors.source.otlp;

import io.tachograph.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A receiver of spans. */
public record OtlpSettings(
        @Key(value = "address it listens on", otherwise = "`LISTEN_HOST`, else `127.0.0.1`") @Nullable
        String host,

        @Key(value = "TCP ports; each takes both gRPC and HTTP", byDefault = "[4317, 4318]")
        List<Integer> ports,

        @Key(
                value =
                        "name of the environment variable that holds the keys, separated by commas, of which senders must show"
                                + " one",
                otherwise = "everybody may send")
        @Nullable
        String apiKeysEnv,

        @Key(
                value =
                        "where the targets run that applications call: with the provider and the model it makes the slug",
                otherwise = "`server.address` of the span, with `server.port` unless that is 80 or 443")
        @Nullable
        String cluster,

        @Key(value = "what serves them", otherwise = "`gen_ai.provider.name` of the span") @Nullable
        String framework,

        @Key(value = "resource attribute whose value is the tenant, such as `service.name`", otherwise = "no tenant")
        @Nullable
        String tenantAttribute,

        @Key(value = "MiB that a request may have, inflated", byDefault = "4")
        int maxRequestMib) {
    private static final int MOST_MIB = 64;

    public OtlpSettings {
        ports = List.copyOf(ports);
        if (ports.isEmpty() || ports.stream().anyMatch(port -> port < 0 || port > 65_535)) {
            throw new IllegalArgumentException("ports must name at least one port, each from 0 to 65535");
        }
        if (maxRequestMib < 1 || maxRequestMib > MOST_MIB) {
            throw new IllegalArgumentException("max-request-mib must be from 1 to " + MOST_MIB);
        }
    }

    int maxRequestBytes() {
        return maxRequestMib << 20;
    }
}
