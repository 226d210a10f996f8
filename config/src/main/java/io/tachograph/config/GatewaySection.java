package io.tachograph.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gateway that passes requests on to the targets. */
public record GatewaySection(
        @Key(value = "address it listens on", byDefault = "${LISTEN_HOST:127.0.0.1}")
        String host,

        @Key(value = "TCP port; 0 for any free one", byDefault = "8080")
        int port,

        @Key(value = "TCP port of its `/metrics` and `/health`; 0 for any free one", byDefault = "9466")
        int metricsPort,

        @Key(
                value = "when a request is given up; at most what is the default",
                otherwise = "`pipeline.max-request-duration`")
        @Nullable
        Duration timeout,

        @Key(
                value =
                        "a streamed answer in which nothing comes for so long is given up, and so is a client that takes"
                                + " nothing for so long",
                byDefault = "60s")
        Duration stallTimeout,

        @Key(value = "how long a target that could not be reached comes after the others", byDefault = "10s")
        Duration unhealthyFor,

        @Key(value = "MiB that the body of a request may have", byDefault = "16")
        int maxBodyMib,

        @Key(
                value =
                        "MiB that the bodies of all requests may have together while they come in or wait to be sent; what is"
                                + " beyond is refused with 503",
                byDefault = "128")
        int maxBodiesMib,

        @Key(
                value =
                        "how long it still takes requests when it is to stop, while `/ready` says 503 so that load balancers"
                                + " send nothing more",
                byDefault = "${STOP_DELAY:0s}")
        Duration stopDelay,

        @Key(value = "how long requests in flight may run on when the gateway stops", byDefault = "30s")
        Duration drainLimit,

        @Key("header whose value keeps the requests of a session at one target") @Nullable
        String sessionHeader,

        @Key(value = "further headers of requests that are passed on", byDefault = "[]")
        Set<String> forwardHeaders,

        @Key(
                value =
                        "whom requests are counted for: the caller's `key`, or the `user` that the request names, where it"
                                + " names one",
                byDefault = "key")
        TenantSource tenantBy,

        @Key(value = "requests a minute that each key of `API_KEYS` may send", byDefault = "600")
        int requestsPerMinute,

        @Key(value = "requests that it may send at once", byDefault = "100")
        int burst,

        @Key(
                value = "directory that keeps records until Kafka has them, its own for each gateway",
                byDefault = "${GATEWAY_SPOOL:tachograph-gateway-spool}")
        Path spool,

        @Key(value = "MiB that it may take; beyond that the oldest records are lost and counted", byDefault = "1024")
        int spoolMib,

        @Key("what it keeps of requests and answers ([what is captured](gateway.md#capture))")
        CaptureSection capture) {
    private static final int MOST_BODY_MIB = 1024;

    /** Whom a request is counted for. */
    public enum TenantSource {
        KEY,
        USER
    }

    public GatewaySection {
        Checks.port("port", port);
        Checks.port("metrics-port", metricsPort);
        Checks.positive("timeout", timeout);
        Checks.positive("stall-timeout", stallTimeout);
        if (unhealthyFor.isNegative()) {
            throw new IllegalArgumentException("unhealthy-for must not be negative");
        }
        Checks.atLeast("max-body-mib", maxBodyMib, 1);
        if (maxBodyMib > MOST_BODY_MIB) {
            throw new IllegalArgumentException("max-body-mib " + maxBodyMib + " must be at most " + MOST_BODY_MIB);
        }
        Checks.atLeast("max-bodies-mib", maxBodiesMib, maxBodyMib);
        if (stopDelay.isNegative()) {
            throw new IllegalArgumentException("stop-delay must not be negative");
        }
        if (drainLimit.isNegative()) {
            throw new IllegalArgumentException("drain-limit must not be negative");
        }
        forwardHeaders = Set.copyOf(forwardHeaders);
        Checks.atLeast("requests-per-minute", requestsPerMinute, 1);
        Checks.atLeast("burst", burst, 1);
        Checks.atLeast("spool-mib", spoolMib, 1);
    }

    /** The same on another port. */
    public GatewaySection withPort(int other) {
        return with(other, capture);
    }

    /** The same, which keeps requests and answers in this directory. */
    public GatewaySection capturingInto(Path directory) {
        return with(port, capture.into(directory));
    }

    private GatewaySection with(int otherPort, CaptureSection otherCapture) {
        return new GatewaySection(
                host,
                otherPort,
                metricsPort,
                timeout,
                stallTimeout,
                unhealthyFor,
                maxBodyMib,
                maxBodiesMib,
                stopDelay,
                drainLimit,
                sessionHeader,
                forwardHeaders,
                tenantBy,
                requestsPerMinute,
                burst,
                spool,
                spoolMib,
                otherCapture);
    }

    /** What a body may have, in bytes. */
    public int maxBodyBytes() {
        return (int) Math.min(Integer.MAX_VALUE - 64L, (long) maxBodyMib << 20);
    }

    /** What all bodies may have together, in bytes. */
    public long maxBodiesBytes() {
        return (long) maxBodiesMib << 20;
    }

    /** What the spool may take, in bytes. */
    public long spoolBytes() {
        return (long) spoolMib << 20;
    }
}
