package io.tachograph.collectors.source.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes request timings of spans, with the stamps that a span has and no others: it begins when the application asked, so
 * connecting is in its times, and ends when the application had the whole answer, which is the only thing known of its last
 * token. Thread-safe.
 */
final class TracedRequests {
    /** Calls of models; agents, tools and workflows are made of these. */
    private static final Set<String> CALLS = Set.of("chat", "text_completion", "generate_content", "embeddings");

    /** The stream refuses longer names, and what is from before 2020 or takes longer than a week. */
    private static final int MOST_NAME_BYTES = 256;

    private static final long EARLIEST_NANOS = 1_577_836_800_000_000_000L;
    private static final long LONGEST_NANOS = 7L * 24 * 3600 * 1_000_000_000L;
    private static final long MOST_TOKENS = 100_000_000;

    private final OtlpSettings settings;
    private final String agent;

    TracedRequests(OtlpSettings settings, String agent) {
        this.settings = settings;
        this.agent = agent;
    }

    /** What the spans of one request are. */
    TracedBatch of(ExportTraceServiceRequest request) {
        List<RequestTiming> timings = new ArrayList<>();
        long others = 0;
        long invalid = 0;
        long impossible = 0;
        for (ResourceSpans resource : request.getResourceSpansList()) {
            String tenant = tenant(resource.getResource());
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    SpanAttributes attributes = new SpanAttributes(span.getAttributesList());
                    String operation = operation(span, attributes);
                    if (operation == null) {
                        others++;
                        continue;
                    }
                    long nanos = span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
                    SpanStamps stamps = SpanStamps.of(attributes, nanos);
                    RequestTiming timing = timing(span, operation, attributes, stamps, tenant);
                    if (timing == null) {
                        invalid++;
                    } else {
                        timings.add(timing);
                        impossible += stamps.impossible();
                    }
                }
            }
        }
        return new TracedBatch(timings, others, invalid, impossible);
    }

    /** Null for what is no call of a model. A server's own span is not: the application that called it has one, too. */
    private static @Nullable String operation(Span span, SpanAttributes attributes) {
        String operation = attributes.text(SpanAttributes.OPERATION);
        return operation == null || !CALLS.contains(operation) || span.getKind() == Span.SpanKind.SPAN_KIND_SERVER
                ? null
                : operation;
    }

    /** Null where it lacks what a record needs, or has what the stream would refuse. */
    private @Nullable RequestTiming timing(
            Span span, String operation, SpanAttributes attributes, SpanStamps told, String tenant) {
        long start = span.getStartTimeUnixNano();
        long nanos = span.getEndTimeUnixNano() - start;
        String model = attributes.text(SpanAttributes.REQUEST_MODEL, SpanAttributes.RESPONSE_MODEL);
        if (start < EARLIEST_NANOS
                || nanos < 0
                || nanos > LONGEST_NANOS
                || span.getTraceId().size() != 16
                || span.getSpanId().size() != 8
                || model == null) {
            return null;
        }
        String cluster = cluster(attributes);
        String framework = framework(attributes);
        String target = target(cluster, framework, model);
        if (target.isEmpty()
                || !Stream.of(target, model, cluster, framework, tenant).allMatch(TracedRequests::isName)) {
            return null;
        }
        Boolean said = attributes.flag(SpanAttributes.STREAM, SpanAttributes.IS_STREAM);
        boolean streamed = said == null ? told.ofAStream() : said;
        SpanStamps stamps = streamed ? told : SpanStamps.NONE;
        SpanOutcome end = SpanOutcome.of(span, attributes);
        Long input = positive(attributes.count(MOST_TOKENS, SpanAttributes.INPUT_TOKENS, SpanAttributes.PROMPT_TOKENS));
        Long output =
                positive(attributes.count(MOST_TOKENS, SpanAttributes.OUTPUT_TOKENS, SpanAttributes.COMPLETION_TOKENS));
        return RequestTiming.newBuilder()
                .setRequestId(id(span))
                .setTarget(target)
                .setCluster(cluster)
                .setFramework(framework)
                .setModel(model)
                .setApi(operation)
                .setTenant(tenant)
                .setOrigin(Origin.TRACED)
                .setAgent(agent)
                .setStreamed(streamed)
                .setSentAtMicros(start / 1_000)
                .setScheduledNanos(0)
                .setFirstChunkNanos(stamps.firstChunkNanos())
                .setFirstTokenNanos(stamps.firstTokenNanos())
                .setLastTokenNanos(streamed && end.outcome() == Outcome.OK ? (Long) nanos : null)
                .setClosedNanos(nanos)
                .setOutcome(end.outcome())
                .setHttpStatus(end.httpStatus())
                .setError(end.error())
                .setFinishReason(finishReason(attributes))
                .setInputTokens(input)
                .setCachedInputTokens(within(attributes.count(MOST_TOKENS, SpanAttributes.CACHED_TOKENS), input))
                .setOutputTokens(output)
                .setReasoningTokens(within(attributes.count(MOST_TOKENS, SpanAttributes.REASONING_TOKENS), output))
                .setTokenSource(output == null ? TokenSource.NONE : TokenSource.USAGE)
                .setStampSource(StampSource.READ)
                .build();
    }

    /** The same however often the span is sent. */
    private static RequestId id(Span span) {
        byte[] name = span.getTraceId().concat(span.getSpanId()).toByteArray();
        UUID id = UUID.nameUUIDFromBytes(name);
        return new RequestId(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private String tenant(Resource resource) {
        String wanted = settings.tenantAttribute();
        String tenant = wanted == null
                ? null
                : resource.getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals(wanted))
                        .map(KeyValue::getValue)
                        .findFirst()
                        .map(SpanAttributes::text)
                        .orElse(null);
        return tenant == null ? "" : tenant;
    }

    /** As targets have it whose URL names no port but that of its scheme. */
    private String cluster(SpanAttributes attributes) {
        String configured = settings.cluster();
        if (configured != null) {
            return configured;
        }
        String address = attributes.text(SpanAttributes.ADDRESS);
        Long port = attributes.count(65_535, SpanAttributes.PORT);
        boolean usual = port == null || port == 0 || port == 80 || port == 443;
        return address == null ? "" : usual ? address : address + "-" + port;
    }

    private String framework(SpanAttributes attributes) {
        String configured = settings.framework();
        String provider =
                configured != null ? configured : attributes.text(SpanAttributes.PROVIDER, SpanAttributes.SYSTEM);
        return provider == null ? "" : provider;
    }

    /** Without an address it begins with the provider. */
    private static String target(String cluster, String framework, String model) {
        String slug = TargetConfig.slugOf(cluster, framework, model);
        int known = 0;
        while (known < slug.length() && slug.charAt(known) == '-') {
            known++;
        }
        return slug.substring(known);
    }

    private static boolean isName(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MOST_NAME_BYTES
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static @Nullable String finishReason(SpanAttributes attributes) {
        List<String> reasons = attributes.texts(SpanAttributes.FINISH_REASONS);
        return reasons.isEmpty() || !isName(reasons.get(0)) ? null : reasons.get(0);
    }

    /** Zero is what those write who do not know. */
    private static @Nullable Long positive(@Nullable Long count) {
        return count == null || count == 0 ? null : count;
    }

    /** A part that is more than its whole is unknown. */
    private static @Nullable Long within(@Nullable Long part, @Nullable Long whole) {
        return part != null && whole != null && part > whole ? null : part;
    }
}
