package io.tachograph.standalone.recompute;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.KeptSloCounts;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.jobs.recompute.RecomputationCounts;
import io.tachograph.jobs.recompute.TimeRange;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.jobs.Reachable;
import io.tachograph.standalone.log.Logs;
import io.tachograph.store.postgres.Recomputations;
import io.tachograph.store.postgres.StoreWriters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tachograph recompute}. */
@Command(
        name = "recompute",
        description = "Recomputes the request windows of past days from the request topic or from files, and replaces "
                + "what the tables have. Jobs may keep running.")
public final class RecomputeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Avro files of RequestTiming, such as requests.avro of a load test, instead of Kafka.")
    List<Path> files = List.of();

    @Option(names = "--from", paramLabel = "DAY", required = true, description = "First day, in UTC: 2026-03-04.")
    String from = "";

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "End, exclusive (default: the first day whose requests can still be in flight).")
    @Nullable
    String to;

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--delete-absent",
            description = "Also delete windows in the range for which the source has no record.")
    boolean deleteAbsent;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        RangeRun run;
        TimeRange range;
        try {
            PipelineConfig settings = ConfiguredJobs.of(config).get(PipelineConfig.class);
            run = new RangeRun(
                    source(config),
                    files,
                    settings,
                    database.in(config, environment),
                    config.pipeline().parallelism());
            range = range(settings, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        Reachable.database(run.database());
        if (run.kafka() != null) {
            Reachable.kafka(run.kafka());
            Instant kept = KeptRecords.since(run.kafka());
            if (range.from().isBefore(kept)) {
                throw new IOException("Kafka has all records only since " + kept + "; --from " + range.from()
                        + " would replace full windows with what is left of them");
            }
        }
        KeptSloCounts.check(config, run.database(), range.from(), range.to());
        compute(run, range);
        return 0;
    }

    /** @return null when files are given */
    private @Nullable KafkaAccess source(TachographConfig config) throws ConfigException {
        if (files.isEmpty()) {
            return kafka.in(config);
        }
        if (kafka.isGiven()) {
            throw new ConfigException("give either --kafka HOST:PORT or files to compute from");
        }
        for (Path file : files) {
            if (!file.toString().endsWith(".avro")) {
                throw new IllegalArgumentException(file + " is no .avro file: of a load test's files only requests.avro"
                        + " has the whole records");
            }
        }
        return null;
    }

    /** Windows that can still grow are the running job's: replacing them would be guessing. */
    private TimeRange range(PipelineConfig settings, Instant now) {
        Duration open = settings.maxRequestDuration().plus(settings.outOfOrderness());
        Instant latest = TimeRange.midnightBefore(now.minus(open));
        Instant end = to == null ? latest : UtcDay.parse("--to", to);
        if (end.isAfter(latest)) {
            throw new IllegalArgumentException(
                    "--to " + end + " must not be after " + latest + ": requests sent later may still be in flight");
        }
        return new TimeRange(UtcDay.parse("--from", from), end);
    }

    private void compute(RangeRun run, TimeRange range) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Recomputations book = new StoreWriters(run.database()).recomputations()) {
            int epoch = book.begin(RequestWindowsJob.NAME, range.from(), range.to(), run.source());
            out.printf(Locale.ROOT, "Epoch %d: %s to %s, from %s%n", epoch, range.from(), range.to(), run.source());
            out.flush();
            RecomputationCounts counts = run.run(range, epoch);
            long written = counts.written().values().stream().mapToLong(n -> n).sum();
            book.finish(epoch, written);
            out.printf(
                    Locale.ROOT,
                    "  %,d requests in the range, %,d outside it, %,d records that cannot count%n",
                    counts.requests(),
                    counts.outside(),
                    counts.deadLetters());
            counts.written()
                    .forEach((suffix, windows) ->
                            out.printf(Locale.ROOT, "  %-4s %,d windows replaced%n", suffix, windows));
            long older = book.countOlder(epoch, range.from(), range.to());
            if (older > 0 && deleteAbsent) {
                out.printf(
                        Locale.ROOT,
                        "  %,d windows that the source does not have were deleted%n",
                        book.deleteOlder(epoch, range.from(), range.to()));
            } else if (older > 0) {
                out.printf(
                        Locale.ROOT,
                        "  %,d windows that the source does not have stay; --delete-absent deletes them%n",
                        older);
            }
            out.flush();
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        }
    }
}
