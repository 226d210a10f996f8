package io.tachograph.bench.report;

import io.tachograph.bench.report.SampleLoad.Request;
import io.tachograph.bench.result.Second;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The seconds of a sample run, counted the plain way. */
final class SampleTimeline {
    private SampleTimeline() {}

    static List<Second> of(List<Request> all, int warmUp, int measuredSeconds) {
        int last = (int) all.stream().mapToDouble(Request::ended).max().orElse(0);
        return IntStream.rangeClosed(0, last)
                .mapToObj(s -> second(s, near(s, all), s >= warmUp && s < warmUp + measuredSeconds))
                .toList();
    }

    private static List<Request> near(int second, List<Request> all) {
        return all.stream()
                .filter(r -> r.scheduled() < second + 1 && r.ended() >= second)
                .toList();
    }

    private static Second second(int s, List<Request> all, boolean measured) {
        List<Request> ended = all.stream().filter(r -> (int) r.ended() == s).toList();
        List<Request> ok = ended.stream().filter(Request::ok).toList();
        return new Second(
                s,
                measured,
                all.stream().filter(r -> (int) r.scheduled() == s).count(),
                ended.size(),
                ended.size() - ok.size(),
                all.stream()
                        .filter(Request::ok)
                        .mapToDouble(
                                r -> r.tokens() * overlap(s, r.sent() + r.ttft(), r.ended()) / (r.e2e() - r.ttft()))
                        .sum(),
                all.stream().mapToDouble(r -> overlap(s, r.sent(), r.ended())).sum(),
                quantile(ok, Request::ttft, 0.5),
                quantile(ok, Request::ttft, 0.99),
                quantile(ok, Request::e2e, 0.5),
                all.stream()
                        .filter(r -> (int) r.sent() == s)
                        .mapToDouble(Request::lag)
                        .max()
                        .orElse(0),
                0);
    }

    private static double overlap(int second, double from, double to) {
        return Math.max(0, Math.min(second + 1.0, to) - Math.max(second, from));
    }

    private static @Nullable Double quantile(List<Request> of, ToDoubleFunction<Request> value, double q) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? null : sorted[(int) Math.ceil(q * sorted.length) - 1];
    }
}
