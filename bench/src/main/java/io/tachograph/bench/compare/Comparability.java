package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What makes two sides incomparable, and what makes a comparison doubtful. */
final class Comparability {
    private static final Map<String, Function<RunInfo, Object>> SHOULD_BE_EQUAL = shouldBeEqual();

    private Comparability() {}

    private static Map<String, Function<RunInfo, Object>> shouldBeEqual() {
        Map<String, Function<RunInfo, Object>> fields = new LinkedHashMap<>();
        fields.put("model", RunInfo::model);
        fields.put("API", RunInfo::api);
        fields.put("workload", RunInfo::workload);
        fields.put("arrivals", RunInfo::arrivals);
        fields.put("concurrency", run -> Objects.toString(run.concurrency(), "none"));
        fields.put("streaming", RunInfo::streamed);
        fields.put("max tokens", RunInfo::maxTokens);
        fields.put("temperature", RunInfo::temperature);
        fields.put("client machine", RunInfo::host);
        fields.put("tool", RunInfo::tool);
        return fields;
    }

    /** Why nothing can be concluded. */
    static List<String> invalid(Side a, Side b) {
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<String, Side> side : List.of(Map.entry("A", a), Map.entry("B", b))) {
            for (RunResult run : side.getValue().runs()) {
                String which = side.getKey() + " run " + run.run().runId();
                if (run.client().clientBound()) {
                    reasons.add(which + " is client-bound: "
                            + String.join("; ", run.client().reasons()));
                }
                if (run.run().partial()) {
                    reasons.add(which + " is partial: it was ended before its limits");
                }
            }
        }
        return reasons;
    }

    /** What differs that should not, and what cannot be known. */
    static List<String> warnings(Side a, Side b) {
        List<String> warnings = new ArrayList<>();
        SHOULD_BE_EQUAL.forEach((name, field) -> {
            Set<String> ofA = values(a, run -> field.apply(run.run()));
            Set<String> ofB = values(b, run -> field.apply(run.run()));
            if (ofA.size() > 1 || !ofA.equals(ofB)) {
                warnings.add("different " + name + ": A " + words(ofA) + "; B " + words(ofB));
            }
        });
        Set<String> sourcesA = values(a, Comparability::tokenSource);
        Set<String> sourcesB = values(b, Comparability::tokenSource);
        if (sourcesA.size() > 1 || !sourcesA.equals(sourcesB)) {
            warnings.add("output tokens are counted differently: A " + words(sourcesA) + "; B " + words(sourcesB));
        }
        Set<String> stampsA = values(a, run -> run.stamps().stampSource());
        Set<String> stampsB = values(b, run -> run.stamps().stampSource());
        if (stampsA.size() > 1 || !stampsA.equals(stampsB)) {
            warnings.add("answers are stamped differently: A " + words(stampsA) + "; B " + words(stampsB)
                    + ": what is read late counts as latency only where the stamp is of the read");
        }
        Set<String> both = new LinkedHashSet<>(values(a, run -> run.run().runId()));
        both.retainAll(values(b, run -> run.run().runId()));
        if (!both.isEmpty()) {
            warnings.add("on both sides: run " + words(both));
        }
        if (Math.min(a.runs().size(), b.runs().size()) == 1) {
            warnings.add("one run of a side does not tell how much runs of the same thing differ: "
                    + "repeat each three times or more");
        }
        if (Stream.of(a, b).flatMap(side -> side.runs().stream()).anyMatch(Comparability::tooShort)) {
            warnings.add("a run has fewer than 8 measured seconds: its requests are taken as independent,"
                    + " which makes intervals too narrow");
        }
        return warnings;
    }

    /** Why attainments cannot be compared, null when they can. */
    static @Nullable String differentSlo(Side a, Side b) {
        Set<String> thresholds = values(a, Comparability::slo);
        thresholds.addAll(values(b, Comparability::slo));
        return thresholds.size() <= 1 ? null : "the thresholds differ: " + words(thresholds);
    }

    private static boolean tooShort(RunResult run) {
        return run.timeline().stream().filter(second -> second.measured()).count() < 8;
    }

    private static String slo(RunResult run) {
        SloResult slo = run.slo();
        return slo == null ? "none" : slo.thresholds().toString();
    }

    private static String tokenSource(RunResult run) {
        return run.tokens().sources().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("none");
    }

    private static Set<String> values(Side side, Function<RunResult, Object> value) {
        return side.runs().stream()
                .map(run -> String.valueOf(value.apply(run)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String words(Set<String> values) {
        return String.join(", ", values);
    }
}
