package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A server whose latencies are log-normal around a level that wanders: an autoregressive process of one step per second,
 * and one constant per run.
 *
 * @param level factor on all latencies
 * @param wander standard deviation of the logarithm of the level from second to second
 * @param memory its correlation from one second to the next
 * @param perRun standard deviation of the logarithm of the level from run to run
 * @param rate requests per second
 * @param seconds length of a run
 */
record Server(double level, double wander, double memory, double perRun, double rate, int seconds) {
    private static final double SPREAD = 0.3;
    private static final double FAILURES = 0.02;

    RunResult run(long seed) {
        return made(seed).result();
    }

    SimulatedRun made(long seed) {
        Random random = new Random(seed);
        SimulatedRun run = new SimulatedRun("run-" + seed, 0, seconds).slo("ttft", 0.3);
        double base = Math.log(level) + perRun * random.nextGaussian();
        double[] state = new double[seconds];
        for (int s = 0; s < seconds; s++) {
            double innovation = random.nextGaussian();
            state[s] = s == 0 ? innovation : memory * state[s - 1] + Math.sqrt(1 - memory * memory) * innovation;
        }
        double at = 0;
        while ((at += -Math.log(1 - random.nextDouble()) / rate) < seconds) {
            double factor = Math.exp(base + wander * state[(int) at] + SPREAD * random.nextGaussian());
            double firstToken = 0.2 * factor;
            run.request(at, 0, firstToken, firstToken + 0.5 * factor, random.nextDouble() >= FAILURES);
        }
        return run;
    }

    Server slower(double by) {
        return new Server(level * by, wander, memory, perRun, rate, seconds);
    }

    Side side(String name, int runs, Random seeds) {
        List<RunResult> results = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            results.add(run(seeds.nextLong()));
        }
        return new Side(name, results);
    }
}
