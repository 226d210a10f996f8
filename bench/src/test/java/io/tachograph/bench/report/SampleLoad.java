package io.tachograph.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** A made-up server under Poisson load: 64 slots, log-normal prompts and answers, a time limit, a few failures. */
final class SampleLoad {
    private static final int SLOTS = 64;
    private static final double TIME_LIMIT = 10;

    private final Random random;

    SampleLoad(long seed) {
        random = new Random(seed);
    }

    /** One request; durations in seconds from when it was sent, {@code scheduled} from the start of the run. */
    record Request(
            double scheduled,
            double lag,
            double ttft,
            double tpot,
            List<Double> gaps,
            double e2e,
            int tokens,
            String outcome) {
        double sent() {
            return scheduled + lag;
        }

        double ended() {
            return sent() + e2e;
        }

        boolean ok() {
            return outcome.equals("OK");
        }
    }

    List<Request> requests(double rate, double seconds) {
        PriorityQueue<Double> slots = new PriorityQueue<>();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(0.0);
        }
        List<Request> requests = new ArrayList<>();
        for (double at = gap(rate); at < seconds; at += gap(rate)) {
            requests.add(request(at, slots));
        }
        return requests;
    }

    private Request request(double scheduled, PriorityQueue<Double> slots) {
        double lag = logNormal(0.00006, 0.8);
        double free = slots.remove();
        double wait = Math.max(0, free - scheduled - lag);
        double ttft = wait + logNormal(0.15, 0.35);
        int tokens = 2 + (int) logNormal(80, 0.5);
        double base = logNormal(0.012, 0.1);
        List<Double> gaps = new ArrayList<>();
        double sum = 0;
        for (int i = 1; i < tokens; i++) {
            double gap = logNormal(base, 0.25);
            gaps.add(gap);
            sum += gap;
        }
        double e2e = ttft + sum;
        String outcome = "OK";
        if (e2e > TIME_LIMIT) {
            e2e = TIME_LIMIT;
            outcome = "TIMEOUT";
        } else if (random.nextInt(150) == 0) {
            outcome = random.nextBoolean() ? "HTTP_ERROR" : "STREAM_ERROR";
        }
        // One that waited until its time was over never held a slot.
        slots.add(wait >= TIME_LIMIT ? free : scheduled + lag + e2e);
        return new Request(scheduled, lag, ttft, sum / gaps.size(), gaps, e2e, tokens, outcome);
    }

    private double gap(double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    private double logNormal(double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }
}
