package io.tachograph.schemas.metric;

import static io.tachograph.schemas.metric.MetricRole.CLIENT;
import static io.tachograph.schemas.metric.MetricRole.HEADLINE;
import static io.tachograph.schemas.metric.MetricRole.OTHER_READING;
import static io.tachograph.schemas.metric.MetricRole.VARIANT;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The latency metrics, in the order in which they are shown; {@link RequestLatency} has the formula of each. Nanoseconds in
 * code, seconds at rest. The table in {@code docs/definitions.md} is made of this one.
 */
public enum LatencyMetric {
    TTFT(HEADLINE, true, "time to first token", "first_token − sent"),
    TTFT_SCHEDULED(
            VARIANT, true, "TTFT from schedule", "first_token − scheduled: what a user who came on schedule felt"),
    TTFT_FIRST_CHUNK(
            OTHER_READING, true, "time to first chunk", "first_chunk − sent: TTFT as vllm bench serve reads it"),
    TTFO(VARIANT, true, "time to first output token", "first_output_token − sent: reasoning left out"),
    TPOT(
            HEADLINE,
            true,
            "time per output token",
            "(last_token − first_token) ÷ (output tokens − tokens in the first chunk)"),
    ICL(HEADLINE, true, "inter-chunk latency", "gap between consecutive content chunks"),
    E2E(HEADLINE, false, "end-to-end latency", "last_token − sent when streamed, closed − sent when not"),
    E2E_SCHEDULED(
            VARIANT, false, "E2E from schedule", "last_token − scheduled when streamed, closed − scheduled when not"),
    LAG(CLIENT, false, "client lag", "sent − scheduled: late on the client's side, connecting included"),
    // The stream does not keep it. What it does keep comes before: state holds metrics by their place.
    CONNECT(CLIENT, false, "time to connect", "sent − begun: waiting for a connection or a turn on one; part of lag");

    /** Those that the stream's windows keep. State holds them by their place in this list, which is their ordinal. */
    public static final List<LatencyMetric> WINDOWED =
            Arrays.stream(values()).filter(metric -> metric != CONNECT).toList();

    private final String key = name().toLowerCase(Locale.ROOT);
    private final MetricRole role;
    private final boolean needsStream;
    private final String title;
    private final String definition;

    LatencyMetric(MetricRole role, boolean needsStream, String title, String definition) {
        this.role = role;
        this.needsStream = needsStream;
        this.title = title;
        this.definition = definition;
    }

    /** Its name on the wire, in files, in tables and in SQL: {@code ttft}, {@code tpot}, … */
    public String key() {
        return key;
    }

    /** Its name in words. */
    public String title() {
        return title;
    }

    /** What it is, by the names of the stamps in {@code docs/definitions.md}. */
    public String definition() {
        return definition;
    }

    public MetricRole role() {
        return role;
    }

    /** Whether only a streamed answer has it. */
    public boolean needsStream() {
        return needsStream;
    }

    /** Whether it has a value for each gap between chunks, and so none for a request. */
    public boolean isPerGap() {
        return this == ICL;
    }

    /** Whether an SLO can have a threshold of it: it is one value a request, and the target's doing. */
    public boolean hasThreshold() {
        return !isPerGap() && (role == HEADLINE || role == VARIANT);
    }

    /** Whether it counts from when the request was wanted. */
    public boolean isFromSchedule() {
        return this == TTFT_SCHEDULED || this == E2E_SCHEDULED;
    }

    /** What it becomes when a request's time begins when it was wanted. */
    public LatencyMetric fromSchedule() {
        return switch (this) {
            case TTFT -> TTFT_SCHEDULED;
            case E2E -> E2E_SCHEDULED;
            default -> this;
        };
    }

    /** The metrics of one role, in their order. */
    public static List<LatencyMetric> with(MetricRole role) {
        return Arrays.stream(values()).filter(metric -> metric.role == role).toList();
    }

    /** The metric of that {@link #key}, if there is one. */
    public static Optional<LatencyMetric> ofKey(String key) {
        return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
    }

    /** The keys of the metrics that {@linkplain #hasThreshold can have a threshold}. */
    public static List<String> thresholdKeys() {
        return Arrays.stream(values())
                .filter(LatencyMetric::hasThreshold)
                .map(LatencyMetric::key)
                .toList();
    }
}
