package io.tachograph.bench.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What was completed inside the measured window, in whichever phase it was scheduled, so that work which enters the window
 * at its start and leaves it at its end is counted on one side only. The window is known when the run has ended: a warm-up
 * request that ends after the warm-up time is kept until then, in about 80 bytes. Not thread-safe.
 */
final class Completions {
    /**
     * Sums over successful requests.
     *
     * @param requests that ended
     * @param good of these, within every threshold
     * @param inputTokens of these
     * @param outputTokens that came, of these or of others
     */
    record Sums(long requests, long good, long inputTokens, double outputTokens) {
        private static final Sums NONE = new Sums(0, 0, 0, 0);

        private Sums plus(Sums other) {
            return new Sums(
                    requests + other.requests,
                    good + other.good,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens);
        }
    }

    /** One request; tokens come evenly from the first to the last. */
    private record Span(
            long firstNanos, long lastNanos, long closedNanos, boolean good, long inputTokens, long outputTokens) {
        static Span of(RequestView request, boolean good) {
            Long first = request.record.getFirstTokenNanos();
            Long last = request.record.getLastTokenNanos();
            Long input = request.record.getInputTokens();
            boolean stream = first != null && last != null && last > first;
            long end = last == null ? request.closedNanos : request.sentNanos + last;
            return new Span(
                    stream ? request.sentNanos + first : end,
                    end,
                    request.closedNanos,
                    good,
                    input == null ? 0 : input,
                    request.outputTokens());
        }

        Sums inside(long fromNanos, long toNanos) {
            boolean ended = closedNanos >= fromNanos && closedNanos < toNanos;
            return new Sums(
                    ended ? 1 : 0,
                    ended && good ? 1 : 0,
                    ended ? inputTokens : 0,
                    outputTokens * share(fromNanos, toNanos));
        }

        private double share(long fromNanos, long toNanos) {
            if (lastNanos == firstNanos) {
                return lastNanos >= fromNanos && lastNanos < toNanos ? 1 : 0;
            }
            long part = Math.min(lastNanos, toNanos) - Math.max(firstNanos, fromNanos);
            return Math.max(0, part) / (double) (lastNanos - firstNanos);
        }
    }

    private final Phases phases;
    /** To the end of the arrivals less cool-down. */
    private final long endNanos;

    private Sums measured = Sums.NONE;
    private Sums measuredInTime = Sums.NONE;
    private final List<Span> warmUp = new ArrayList<>();

    Completions(Phases phases) {
        this.phases = phases;
        endNanos = phases.duration() == null ? Long.MAX_VALUE : phases.endOfMeasured();
    }

    /** @param request a successful one */
    void add(RequestView request, boolean good) {
        Span span = Span.of(request, good);
        if (request.phase == Phase.MEASURED) {
            measured = measured.plus(span.inside(Long.MIN_VALUE, Long.MAX_VALUE));
            measuredInTime = measuredInTime.plus(span.inside(Long.MIN_VALUE, endNanos));
        } else if (request.phase == Phase.WARMUP
                && request.closedNanos >= phases.warmUp().toNanos()) {
            warmUp.add(span);
        }
    }

    /** From {@code fromNanos} to the end of the arrivals less cool-down. */
    Sums inTime(long fromNanos) {
        return measuredInTime.plus(warmUp(fromNanos, endNanos));
    }

    /** From {@code fromNanos} to {@code lastNanos}, the last end of a measured request. */
    Sums toLast(long fromNanos, long lastNanos) {
        return measured.plus(warmUp(fromNanos, lastNanos + 1));
    }

    private Sums warmUp(long fromNanos, long toNanos) {
        return warmUp.stream().map(span -> span.inside(fromNanos, toNanos)).reduce(Sums.NONE, Sums::plus);
    }
}
