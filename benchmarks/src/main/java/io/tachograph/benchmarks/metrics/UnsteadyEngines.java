package io.tachograph.benchmarks.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Engines that fail, restart and change version at random, one on each port: FILE PORT COUNT TALLY. FILE is the text of
 * their metrics; what they did is written to TALLY every ten seconds.
 */
public final class UnsteadyEngines {
    /** Each restarts once in five minutes. */
    private static final int RESTARTS_ONE_IN_SECONDS = 300;

    private static final int AWAY_AT_MOST_SECONDS = 30;

    private UnsteadyEngines() {}

    public static void main(String[] arguments) throws IOException {
        String text = Files.readString(Path.of(arguments[0]));
        int port = Integer.parseInt(arguments[1]);
        Path tallyFile = Path.of(arguments[3]);
        Map<String, LongAdder> tally = new ConcurrentSkipListMap<>();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        List<UnsteadyEngine> engines = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            UnsteadyEngine engine = new UnsteadyEngine(
                    text,
                    port + i,
                    clock,
                    what -> tally.computeIfAbsent(what, name -> new LongAdder()).increment());
            engine.start();
            engines.add(engine);
        }
        Random random = new Random(1);
        Future<?> unusedRestarts = clock.scheduleAtFixedRate(
                () -> {
                    for (UnsteadyEngine engine : engines) {
                        if (random.nextInt(RESTARTS_ONE_IN_SECONDS) == 0) {
                            engine.restartAfter(random.nextInt(AWAY_AT_MOST_SECONDS), random.nextBoolean());
                        }
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
        Future<?> unusedTally = clock.scheduleAtFixedRate(() -> write(tally, tallyFile), 10, 10, TimeUnit.SECONDS);
    }

    private static void write(Map<String, LongAdder> tally, Path file) {
        try {
            Files.writeString(file, tally + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
