package io.tachograph.standalone.truth;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.windows.RequestTimings;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRule;
import io.tachograph.windows.SloRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A seeded stream as a bad day would have it: requests of four models on eight targets over five minutes, some of them
 * longer than most windows; records out of order by up to 1.5 s, one in twenty delivered twice, one in a hundred
 * garbage.
 */
public final class Scenario {
    /** Two of the five minutes are of one UTC day, three of the next. */
    public static final long START_MILLIS = RequestTimings.MIDNIGHT_MILLIS - 120_000;

    public static final long SECONDS = 300;
    public static final long MAX_REQUEST_MILLIS = 60_000;

    /** One model has thresholds of its own under a name that all have; another has a second SLO. */
    public static final SloRules SLOS = new SloRules(List.of(
            new SloRule("borealis-32b", new SloDefinition("chat", 150_000_000L, 10_000_000L, SloDefinition.ANY)),
            new SloRule("*", new SloDefinition("chat", 300_000_000L, SloDefinition.ANY, 2_000_000_000L)),
            new SloRule("*-8b", new SloDefinition("answer", SloDefinition.ANY, SloDefinition.ANY, 1_000_000_000L))));

    private static final String[] MODELS = {"atlas-8b", "borealis-32b", "cygnus-70b", "draco-120b"};
    private static final double[] TTFT_MEDIAN_MILLIS = {60, 130, 240, 520};
    private static final Outcome[] FAILURES = {
        Outcome.HTTP_ERROR,
        Outcome.RATE_LIMITED,
        Outcome.TIMEOUT,
        Outcome.CONNECT_ERROR,
        Outcome.STREAM_ERROR,
        Outcome.PROTOCOL_ERROR,
        Outcome.CANCELLED
    };

    private final SplittableRandom random;
    private final RecordEncoder<RequestTiming> encoder = new RecordEncoder<>(RequestTiming.getClassSchema());

    public Scenario(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One message for Kafka, where it comes in the order of sending, and the request it delivers; null for garbage. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Message(
            long atMillis,
            String key,
            byte[] value,
            @Nullable RequestTiming delivers) {}

    /** The requests that messages deliver, those delivered twice two times. */
    public static List<RequestTiming> deliveries(List<Message> messages) {
        return messages.stream().map(Message::delivers).filter(Objects::nonNull).toList();
    }

    /** Puts messages onto the request topic, in their order. */
    public static void send(KafkaAccess kafka, List<Message> messages) {
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(kafka)) {
            for (Message message : messages) {
                var unused = producer.send(new ProducerRecord<>(
                        Topics.REQUEST_TIMINGS.name(),
                        message.key().getBytes(StandardCharsets.UTF_8),
                        message.value()));
            }
        }
    }

    public List<RequestTiming> requests(int count) {
        List<RequestTiming> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request(i, START_MILLIS + random.nextLong(SECONDS * 1_000)));
        }
        return requests;
    }

    /** Requests that were sent in the first minute and arrive when all is over. */
    List<RequestTiming> late(int firstNumber, int count) {
        List<RequestTiming> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request(firstNumber + i, START_MILLIS + random.nextInt(60_000)));
        }
        return requests;
    }

    private RequestTiming request(int number, long sentAtMillis) {
        int model = random.nextInt(MODELS.length);
        String cluster = random.nextBoolean() ? "east" : "west";
        RequestTiming.Builder timing = RequestTimings.success(number, sentAtMillis)
                .setSentAtMicros(sentAtMillis * 1_000 + random.nextInt(1_000))
                .setTarget(cluster + "-vllm-" + MODELS[model])
                .setCluster(cluster)
                .setModel(MODELS[model])
                .setEngineVersion(random.nextInt(10) == 0 ? null : sentAtMillis % 2 == 0 ? "0.30.0" : "0.31.0")
                .setTenant(random.nextInt(3) == 0 ? "acme" : "")
                .setOrigin(random.nextInt(4) == 0 ? Origin.LOAD : Origin.PROBE)
                .setPromptChars(random.nextInt(20) == 0 ? 5_000 : 200)
                .setScheduledNanos(-Math.floorMod(random.nextLong(), 4_000_000L))
                .setStampSource(number % 3 == 0 ? StampSource.READ : StampSource.KERNEL);
        if (random.nextInt(12) == 0) {
            return failed(timing);
        }
        return random.nextInt(8) == 0 ? whole(timing) : streamed(timing, TTFT_MEDIAN_MILLIS[model]);
    }

    private RequestTiming failed(RequestTiming.Builder timing) {
        return timing.setOutcome(FAILURES[random.nextInt(FAILURES.length)])
                .setFirstChunkNanos(null)
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(null)
                .setClosedNanos(10_000_000L + Math.floorMod(random.nextLong(), 20_000_000_000L))
                .setOutputTokens(random.nextBoolean() ? 5L : null)
                .build();
    }

    private RequestTiming whole(RequestTiming.Builder timing) {
        return timing.setStreamed(false)
                .setFirstChunkNanos(null)
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(null)
                .setClosedNanos(10_000_000L + logNormalNanos(900, 0.8))
                .setOutputTokens(1L + random.nextInt(300))
                .build();
    }

    private RequestTiming streamed(RequestTiming.Builder timing, double medianMillis) {
        long role = 10_000_000L + Math.floorMod(random.nextLong(), 5_000_000L);
        long first = role + logNormalNanos(medianMillis, 0.5);
        int tokens = 1 + random.nextInt(120);
        // One in two hundred drags on for most of a minute.
        long pace = random.nextInt(200) == 0 ? 300_000_000L : 8_000_000L + random.nextInt(4_000_000);
        LatencyHistogram gaps = new LatencyHistogram();
        long last = first;
        for (int token = 1; token < tokens; token++) {
            long gap = pace + Math.floorMod(random.nextLong(), pace / 4);
            gaps.record(gap);
            last += gap;
        }
        return timing.setFirstChunkNanos(role)
                .setFirstTokenNanos(first)
                .setFirstOutputTokenNanos(random.nextInt(3) == 0 ? first + (last - first) / 2 : first)
                .setLastTokenNanos(last)
                .setClosedNanos(last + 400_000)
                .setChunkGaps(tokens > 1 ? gaps.toWire() : null)
                .setContentChunks(tokens)
                .setOutputTokens((long) tokens)
                .setInputTokens(20L + random.nextInt(500))
                .setCachedInputTokens(random.nextInt(2) == 0 ? null : 16L)
                .setTokenSource(TokenSource.USAGE)
                .build();
    }

    private long logNormalNanos(double medianMillis, double sigma) {
        double gauss = random.nextGaussian();
        return (long) (medianMillis * 1e6 * Math.exp(sigma * gauss));
    }

    /** The records as they are sent: by when they finished, disturbed, with duplicates and garbage between. */
    public List<Message> messages(List<RequestTiming> requests, int[] duplicates, int[] garbage) {
        List<Message> messages = new ArrayList<>();
        for (RequestTiming request : requests) {
            long finished = request.getSentAtMicros() / 1_000 + request.getClosedNanos() / 1_000_000;
            byte[] value = encoder.encode(request);
            messages.add(new Message(finished + random.nextInt(1_500), request.getTarget(), value, request));
            if (random.nextInt(20) == 0) {
                messages.add(new Message(finished + random.nextInt(1_500), request.getTarget(), value, request));
                duplicates[0]++;
            }
            if (random.nextInt(100) == 0) {
                messages.add(new Message(finished, request.getTarget(), garbage(request, value), null));
                garbage[0]++;
            }
        }
        messages.sort(Comparator.comparingLong(Message::atMillis));
        return messages;
    }

    private byte[] garbage(RequestTiming request, byte[] value) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(value, 5 + random.nextInt(value.length - 10));
            case 1 -> "{\"not\": \"avro\"}".getBytes(StandardCharsets.UTF_8);
            case 2 ->
                encoder.encode(
                        RequestTiming.newBuilder(request).setClosedNanos(-1).build());
            default ->
                encoder.encode(RequestTiming.newBuilder(request)
                        .setSentAtMicros(4_070_908_800_000_000L) // 2099
                        .build());
        };
    }
}
