package io.tachograph.bench.run;

import io.tachograph.bench.record.Output;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a run.
 *
 * @param slo thresholds in seconds by metric, empty for none
 * @param output files, null for none
 * @param tokenCounter counts the tokens of answers whose target does not, null for nobody
 * @param publish gets every record of the measured part
 */
public record Recording(
        Map<String, Double> slo,
        @Nullable Output output,
        @Nullable ToIntFunction<String> tokenCounter,
        Consumer<RequestTiming> publish) {
    /** Nothing beside the result. */
    public static final Recording RESULT_ONLY = new Recording(Map.of(), null, null, timing -> {});
}
