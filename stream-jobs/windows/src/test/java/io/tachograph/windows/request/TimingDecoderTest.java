package io.tachograph.windows.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import io.tachograph.schemas.metric.RequestStamps;
import io.tachograph.windows.InvalidRecordException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** The decoder by hand comes to what Avro's and {@link RequestSamples} come to, whatever the bytes. */
class TimingDecoderTest {
    private static final RecordEncoder<RequestTiming> ENCODER = new RecordEncoder<>(RequestTiming.getClassSchema());

    private final TimingDecoder decoder = new TimingDecoder();
    private final RecordDecoder avro = new RecordDecoder();
    private final Map<String, Integer> verdicts = new HashMap<>();

    /** What becomes of a value: a sample, or why not. */
    private record Verdict(String kind, String text) {}

    private Verdict byHand(byte[] value) {
        try {
            return sample(decoder.decode(value, 3, 99));
        } catch (UnreadableRecordException e) {
            return new Verdict("unreadable", "");
        } catch (InvalidRecordException e) {
            return new Verdict("invalid", String.valueOf(e.getMessage()));
        }
    }

    private Verdict byAvro(byte[] value) {
        try {
            return sample(RequestSamples.of((RequestTiming) avro.decode(value), 3, 99));
        } catch (UnreadableRecordException e) {
            return new Verdict("unreadable", "");
        } catch (InvalidRecordException e) {
            return new Verdict("invalid", String.valueOf(e.getMessage()));
        }
    }

    /** All of a sample as text: its arrays are compared by what is in them. */
    private static Verdict sample(RequestSample sample) {
        return new Verdict(
                "sample",
                sample.series() + " " + sample.keyed().key() + " " + sample.idHigh() + " " + sample.idLow() + " "
                        + sample.sentAtMillis() + " " + sample.finishedAtMillis() + " " + sample.outcome() + " "
                        + sample.kernelStamped() + " "
                        + sample.inputTokens() + " " + sample.cachedInputTokens() + " " + sample.outputTokens() + " "
                        + Arrays.toString(sample.latencyNanos()) + " "
                        + (sample.chunkGaps() == null
                                ? "-"
                                : Arrays.toString(sample.chunkGaps().bytes()))
                        + " " + sample.partition() + " " + sample.offset());
    }

    private void assertSame(byte[] value) {
        Verdict expected = byAvro(value);
        Verdict verdict = byHand(value);
        if (!verdict.equals(expected)) {
            assertThat(verdict).as(Arrays.toString(value)).isEqualTo(expected);
        }
        verdicts.merge(expected.kind(), 1, Integer::sum);
    }

    @Test
    void newestSchema_isTheOneTheDecoderWasWrittenFor() {
        assertThat(TimingDecoder.FINGERPRINT)
                .as("request-timing.avsc changed: adapt TimingDecoder.body (and RandomTimings), then its FINGERPRINT;"
                        + " until then all records go the slower way")
                .isEqualTo(SchemaNormalization.parsingFingerprint64(RequestTiming.getClassSchema()));
    }

    @Test
    void reads_onlyWhatThatSchemaWrote() {
        byte[] value = ENCODER.encode(success(1, MIDNIGHT_MILLIS).build());
        assertThat(TimingDecoder.reads(value)).isTrue();
        assertThat(TimingDecoder.reads(null)).isFalse();
        assertThat(TimingDecoder.reads(Arrays.copyOf(value, 9))).isFalse();
        for (int i = 0; i < 10; i++) {
            byte[] other = value.clone();
            other[i] ^= 4;
            assertThat(TimingDecoder.reads(other)).isFalse();
        }
    }

    @Test
    void record_becomesTheSameSampleOrTheSameRefusal() {
        RandomTimings timings = new RandomTimings(4);
        for (int i = 0; i < 12_000; i++) {
            assertSame(ENCODER.encode(timings.next()));
        }
        assertThat(verdicts.get("sample")).isGreaterThan(3_000);
        assertThat(verdicts.get("invalid")).isGreaterThan(3_000);
    }

    @Test
    void latencies_areThoseOfTheFormula() throws Exception {
        RandomTimings timings = new RandomTimings(10);
        int samples = 0;
        for (int i = 0; i < 4_000; i++) {
            RequestTiming timing = timings.next();
            RequestSample sample;
            try {
                sample = decoder.decode(ENCODER.encode(timing), 0, 0);
            } catch (InvalidRecordException e) {
                continue;
            }
            samples++;
            for (LatencyMetric metric : LatencyMetric.WINDOWED) {
                assertThat(sample.latencyNanos()[metric.ordinal()])
                        .as("%s of %s", metric, timing)
                        .isEqualTo(
                                timing.getOutcome() == Outcome.OK
                                        ? RequestLatency.nanos(metric, RequestStamps.of(timing))
                                        : RequestLatency.ABSENT);
            }
        }
        assertThat(samples).isGreaterThan(1_000);
    }

    @Test
    void cutOrLengthenedRecord_isUnreadableToBoth() {
        RandomTimings timings = new RandomTimings(5);
        for (int i = 0; i < 25; i++) {
            byte[] value = ENCODER.encode(timings.next());
            for (int length = 10; length < value.length; length++) {
                assertSame(Arrays.copyOf(value, length));
            }
            assertSame(Arrays.copyOf(value, value.length + 1));
        }
        assertThat(verdicts.keySet()).containsExactly("unreadable");
    }

    @Test
    void damagedRecord_getsTheSameVerdict() {
        RandomTimings timings = new RandomTimings(6);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] value = ENCODER.encode(timings.next());
            for (int damage = 1 + random.nextInt(3); damage > 0; damage--) {
                int at = random.nextInt(10, value.length);
                // A flipped bit, or any byte: the latter makes numbers that never end and blocks of negative size.
                value[at] =
                        random.nextBoolean() ? (byte) (value[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
            }
            assertSame(value);
        }
        assertThat(verdicts.get("unreadable")).isGreaterThan(2_000);
        assertThat(verdicts.get("invalid")).isGreaterThan(2_000);
        assertThat(verdicts.get("sample")).isGreaterThan(2_000);
    }

    @Test
    void randomBody_getsTheSameVerdict() {
        SplittableRandom random = new SplittableRandom(8);
        byte[] header = Arrays.copyOf(ENCODER.encode(success(1, MIDNIGHT_MILLIS).build()), 10);
        for (int i = 0; i < 10_000; i++) {
            byte[] value = Arrays.copyOf(header, 10 + random.nextInt(200));
            for (int at = 10; at < value.length; at++) {
                // Mostly small numbers, so that many get far.
                value[at] = (byte) (random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(4));
            }
            assertSame(value);
        }
    }

    @Test
    void gaps_areTheHistogramOfTheRecord() throws Exception {
        LatencyHistogram gaps = new LatencyHistogram();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 300; i++) {
            gaps.record(random.nextLong(100_000_000L));
        }
        RequestSample sample = decoder.decode(
                ENCODER.encode(
                        success(1, MIDNIGHT_MILLIS).setChunkGaps(gaps.toWire()).build()),
                0,
                0);

        assertThat(sample.chunkGaps()).isNotNull();
        assertThat(sample.chunkGaps().unpack()).isEqualTo(gaps);
        assertThat(sample.chunkGaps().count()).isEqualTo(300);
    }

    @Test
    void samplesOfOneSeries_shareIt() throws Exception {
        RequestSample first =
                decoder.decode(ENCODER.encode(success(1, MIDNIGHT_MILLIS).build()), 0, 0);
        RequestSample second =
                decoder.decode(ENCODER.encode(success(2, MIDNIGHT_MILLIS).build()), 0, 1);

        assertThat(second.keyed()).isSameAs(first.keyed());
    }
}
