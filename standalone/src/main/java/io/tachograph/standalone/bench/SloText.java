package io.tachograph.standalone.bench;

import io.tachograph.config.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Thresholds as people write them: {@code ttft=500ms,tpot=50ms}. */
final class SloText {
    private static final List<String> METRICS =
            List.of("ttft", "ttft_scheduled", "ttfo", "tpot", "e2e", "e2e_scheduled");

    private SloText() {}

    /** @throws IllegalArgumentException in one sentence, when the text is no list of thresholds */
    static Map<String, Duration> parse(String text) {
        Map<String, Duration> thresholds = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.indexOf('=');
            String metric = sign < 0 ? part.strip() : part.substring(0, sign).strip();
            if (sign < 0 || !METRICS.contains(metric)) {
                throw new IllegalArgumentException("--slo: '" + part.strip()
                        + "' must be metric=duration, such as ttft=500ms; metrics are " + String.join(", ", METRICS));
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
}
