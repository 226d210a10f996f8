package io.tachograph.collectors.source.otlp;

import io.tachograph.schemas.avro.RequestTiming;
import java.util.List;

/**
 * What the spans of one request are.
 *
 * @param others spans that are no calls of models
 * @param invalid calls of models that cannot be right, or lack what a record needs
 * @param impossibleStamps times to a first chunk or token that lie outside of their span; the rest of it counts
 */
record TracedBatch(List<RequestTiming> timings, long others, long invalid, long impossibleStamps) {
    TracedBatch {
        timings = List.copyOf(timings);
    }
}
