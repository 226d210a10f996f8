package io.tachograph.standalone.bench;

import io.tachograph.config.DurationText;
import io.tachograph.schemas.metric.LatencyMetric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Thresholds as people write them: {@code ttft=500ms,tpot=50ms}. */
final class SloText {
    private SloText() {}

    /** @throws IllegalArgumentException in one sentence, when the text is no list of thresholds */
    static Map<String, Duration> parse(String text) {
        Map<String, Duration> thresholds = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.indexOf('=');
            String metric = sign < 0 ? part.strip() : part.substring(0, sign).strip();
            if (sign < 0 || !isKnown(metric)) {
                throw new IllegalArgumentException(
                        "--slo: '" + part.strip() + "' must be metric=duration, such as ttft=500ms; metrics are "
                                + String.join(", ", LatencyMetric.thresholdKeys()));
            }
            Duration threshold;
            try {
                threshold = DurationText.parse(part.substring(sign + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--slo: " + metric + ": " + e.getMessage(), e);
            }
            if (thresholds.put(metric, threshold) != null) {
                throw new IllegalArgumentException("--slo names " + metric + " twice");
            }
        }
        return thresholds;
    }

    private static boolean isKnown(String metric) {
        return LatencyMetric.ofKey(metric).filter(LatencyMetric::hasThreshold).isPresent();
    }
}
