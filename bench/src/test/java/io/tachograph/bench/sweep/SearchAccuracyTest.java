package io.tachograph.bench.sweep;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SearchAccuracyTest {
    @Test
    void print() throws Exception {
        show("D/D/10 ttft 1", new QueueingServer(10, 0.1, 0, false), "ttft", 1);
        show("M/G/10 ttft 1", new QueueingServer(10, 0.1, 0.3, true), "ttft", 1);
        show("M/G/64 S=2 ttft 2", new QueueingServer(64, 2, 0.5, true), "ttft", 2);
        show("M/G/10 ttft .05", new QueueingServer(10, 0.1, 0.3, true), "ttft", .05);
        show("M/G/4 e2e .5", new QueueingServer(4, 0.2, 0.5, true), "e2e", .5);
        show("D/G/32 S=5 ttft 3", new QueueingServer(32, 5, 0.3, false), "ttft", 3);
        show("M/G/10 ttft 10", new QueueingServer(10, 0.1, 0.3, true), "ttft", 10);
        show("M/G/10 ttft 1000", new QueueingServer(10, 0.1, 0.3, true), "ttft", 1000);
    }

    private static double truth(QueueingServer s, String metric, double threshold) {
        double lo = s.capacity() * .05, hi = s.capacity();
        for (int i = 0; i < 9; i++) {
            double m = (lo + hi) / 2;
            if (s.attainment(m, metric, threshold, 1_000_000) >= .95) lo = m;
            else hi = m;
        }
        return lo;
    }

    private static void show(String name, QueueingServer server, String metric, double threshold) throws Exception {
        double truth = truth(server, metric, threshold);
        StringBuilder s = new StringBuilder();
        int ok = 0;
        double seconds = 0;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            SweepResult r = new Sweep((rate, d) -> server.run(rate, d, metric, threshold, random), d -> {}, t -> {})
                    .search(SweepSettings.between(server.capacity() / 7, server.capacity() * 10));
            double f = r.found() == null ? 0 : r.found() / truth;
            if (Math.abs(f - 1) < .05) ok++;
            s.append(String.format("%.3f ", f));
            for (SweepTrial t : r.trials()) seconds += t.result().measuredSeconds() / 20;
            if (seed == 0) System.out.println(SweepTable.of(r));
        }
        System.out.println("RES " + name + " cap " + server.capacity() + " truth " + truth + " ok " + ok + " sec "
                + seconds + " : " + s);
    }
}
