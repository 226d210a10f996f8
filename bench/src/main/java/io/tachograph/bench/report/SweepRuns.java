package io.tachograph.bench.report;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs in the order of their load.
 *
 * @param load what was varied
 * @param knee the measured knee: the highest load up to which every load met the SLO, counted from scheduled times. It says
 *     what these runs gave, not what is likely; null when there is none or nothing was varied
 */
record SweepRuns(
        List<RunResult> runs,
        Load load,
        double wantedAttainment,
        @Nullable Double knee) {
    /** What distinguishes the runs of a sweep. */
    enum Load {
        RATE("offered rate", "/s"),
        CONCURRENCY("concurrency", " clients"),
        NUMBER("run", "");

        final String words;
        final String unit;

        Load(String words, String unit) {
            this.words = words;
            this.unit = unit;
        }
    }

    static SweepRuns of(List<RunResult> unsorted, double wantedAttainment) {
        Load load = loadOf(unsorted);
        List<RunResult> runs = unsorted.stream()
                .sorted(Comparator.comparingDouble(run -> loadOf(run, load, 0)))
                .toList();
        return new SweepRuns(
                runs, load, wantedAttainment, load == Load.NUMBER ? null : knee(runs, load, wantedAttainment));
    }

    boolean several() {
        return runs.size() > 1;
    }

    /** The load of run {@code index}. */
    double loadOf(int index) {
        return loadOf(runs.get(index), load, index + 1);
    }

    /** A load, e.g. {@code 20/s}. */
    String inWords(double amount) {
        return (amount == Math.rint(amount) ? Figures.count((long) amount) : Figures.number(amount)) + load.unit;
    }

    /** Its load in words; with the run's number where loads repeat. */
    String nameOf(int index) {
        double its = loadOf(index);
        if (load == Load.NUMBER) {
            return "run " + (index + 1);
        }
        String name = inWords(its);
        List<Integer> same = IntStream.range(0, runs.size())
                .filter(other -> loadOf(other) == its)
                .boxed()
                .toList();
        return same.size() == 1 ? name : name + " #" + (same.indexOf(index) + 1);
    }

    /** Whether a run says what it seems to: complete, and not slowed by its client. */
    static boolean valid(RunResult run) {
        return !run.run().partial() && !run.client().clientBound();
    }

    private static Load loadOf(List<RunResult> runs) {
        if (runs.stream().allMatch(run -> run.run().requestRate() != null)) {
            return Load.RATE;
        }
        boolean closed = runs.stream()
                .allMatch(run -> run.run().concurrency() != null && run.run().requestRate() == null);
        return closed ? Load.CONCURRENCY : Load.NUMBER;
    }

    private static double loadOf(RunResult run, Load load, int number) {
        return switch (load) {
            case RATE -> Objects.requireNonNull(run.run().requestRate());
            case CONCURRENCY -> Objects.requireNonNull(run.run().concurrency());
            case NUMBER -> number;
        };
    }

    /** Runs of one load are taken together; an invalid run proves nothing about the server, and is left out. */
    private static @Nullable Double knee(List<RunResult> runs, Load load, double wanted) {
        Map<Double, List<SloResult>> byLoad = runs.stream()
                .filter(run -> run.slo() != null && valid(run))
                .collect(Collectors.groupingBy(
                        run -> loadOf(run, load, 0),
                        TreeMap::new,
                        Collectors.mapping(run -> Objects.requireNonNull(run.slo()), Collectors.toList())));
        long slos = byLoad.values().stream()
                .flatMap(List::stream)
                .map(SloResult::thresholds)
                .distinct()
                .count();
        if (slos > 1) {
            return null;
        }
        Double knee = null;
        for (Map.Entry<Double, List<SloResult>> at : byLoad.entrySet()) {
            long good = at.getValue().stream()
                    .mapToLong(SloResult::goodFromSchedule)
                    .sum();
            long offered = at.getValue().stream().mapToLong(SloResult::offered).sum();
            if (offered == 0 || good < wanted * offered) {
                break;
            }
            knee = at.getKey();
        }
        return knee;
    }
}
