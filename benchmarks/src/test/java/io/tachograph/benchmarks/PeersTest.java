package io.tachograph.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.histogram.LatencyBuckets;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** A comparison means something only where both sides do the same work. */
class PeersTest {
    @Test
    void recordedRequest_isOfTheSizeThatIsStated() {
        assertThat(Arrays.stream(RecordedRequests.encoded(100))
                        .mapToInt(bytes -> bytes.length)
                        .average()
                        .orElseThrow())
                .isCloseTo(290, Percentage.withPercentage(5));
    }

    @Test
    void logarithmIndex_isOnTheSameGrid() {
        for (long nanos : Latencies.firstTokenNanos(4_096)) {
            assertThat(BucketIndex.logarithmIndex(nanos))
                    .as("bucket of %d ns", nanos)
                    .isBetween(LatencyBuckets.indexOf(nanos) - 1, LatencyBuckets.indexOf(nanos) + 1);
        }
    }

    @Test
    void floatingPointIndex_hasAsManyBucketsPerDoubling() {
        assertThat(BucketIndex.floatingPointIndex(400_000_000L) - BucketIndex.floatingPointIndex(200_000_000L))
                .isEqualTo(LatencyBuckets.PER_DOUBLING);
    }

    @Test
    void avroMessageDecoder_readsTheSameRecord() throws Exception {
        // Given
        byte[] bytes = RecordedRequests.encoded(1)[0];
        RecordDecoder ours = new RecordDecoder();

        // When
        RequestTiming theirs = RequestTiming.getDecoder().decode(bytes);

        // Then
        assertThat(theirs).isEqualTo(ours.decode(bytes));
    }

    @Test
    void avroMessageEncoder_writesTheSameBytes() throws Exception {
        // When
        byte[] theirs = RequestTiming.getEncoder()
                .encode(RecordedRequests.timings(1)[0])
                .array();

        // Then
        assertThat(theirs).isEqualTo(RecordedRequests.encoded(1)[0]);
    }

    @Test
    void sortedValues_giveTheSameQuantileWithinABucket() {
        HistogramQuantile both = new HistogramQuantile();

        assertThat(both.tachograph())
                .isCloseTo(both.sortedValues(), Percentage.withPercentage(100 * LatencyBuckets.RELATIVE_ERROR));
    }
}
