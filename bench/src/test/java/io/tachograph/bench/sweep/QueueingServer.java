package io.tachograph.bench.sweep;

import io.tachograph.bench.compare.SimulatedRun;
import io.tachograph.bench.result.RunResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Places that serve one request each, first come first served, in virtual time: an M/G/c or D/G/c queue whose capacity is
 * places ÷ mean service time. The first token comes after a tenth of the service.
 *
 * @param places requests served at once
 * @param service mean service time, seconds
 * @param spread standard deviation of a service time's logarithm
 * @param poisson whether arrivals are random, or evenly spaced
 */
record QueueingServer(int places, double service, double spread, boolean poisson) {
    static final int WARM_UP_SECONDS = 5;

    double capacity() {
        return places / service;
    }

    /** From idle, as a trial does. */
    RunResult run(double rate, Duration atLeast, String metric, double threshold, Random random) {
        int seconds = (int) atLeast.toSeconds();
        SimulatedRun run = new SimulatedRun("trial", WARM_UP_SECONDS, seconds).slo(metric, threshold);
        play(rate, (long) (rate * (WARM_UP_SECONDS + seconds)), random, (at, wait, length) -> {
            if (at < WARM_UP_SECONDS + seconds) {
                run.request(at, 0, wait + length / 10, wait + length, true);
            }
        });
        return run.result();
    }

    /** Share of good requests in the long run, found the long way. */
    double attainment(double rate, String metric, double threshold, long requests) {
        long[] good = {0};
        long[] counted = {0};
        long skip = requests / 10;
        long[] seen = {0};
        play(rate, requests, new Random(99), (at, wait, length) -> {
            if (seen[0]++ >= skip) {
                counted[0]++;
                double value = metric.equals("ttft") ? wait + length / 10 : wait + length;
                good[0] += value <= threshold ? 1 : 0;
            }
        });
        return (double) good[0] / counted[0];
    }

    private void play(double rate, long requests, Random random, Served served) {
        PriorityQueue<Double> free = new PriorityQueue<>(
                Arrays.asList(new Double[places]).stream().map(none -> 0.0).toList());
        double at = 0;
        // Evenly enough beyond the end: the number of random arrivals varies.
        for (long i = 0; i < requests * 1.2 + 100; i++) {
            at += poisson ? -Math.log(1 - random.nextDouble()) / rate : 1 / rate;
            double length = service * Math.exp(spread * random.nextGaussian() - spread * spread / 2);
            double start = Math.max(at, free.remove());
            free.add(start + length);
            served.request(at, start - at, length);
        }
    }

    private interface Served {
        void request(double at, double wait, double length);
    }
}
