package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.record.RequestFile;
import io.tachograph.bench.record.VllmOptions;
import io.tachograph.client.endpoint.Keep;
import io.tachograph.config.ConfigException;
import io.tachograph.schemas.metric.LatencyMetric;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written, shown and published. */
@Section("Results")
final class OutputArguments {
    private static final int MOST_ID_CHARACTERS = 200;

    @Option(
            names = "--slo",
            paramLabel = "METRIC=DURATION,...",
            completionCandidates = SloMetrics.class,
            description = "Thresholds of a good request, such as ttft=500ms,tpot=50ms; for attainment and goodput."
                    + " Metrics: ${COMPLETION-CANDIDATES}.")
    @Nullable
    String slo;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Folder for result.json, vllm.json, report.html and the requests, created if missing; older "
                    + "results in it are replaced.")
    @Nullable
    Path folder;

    @Option(
            names = "--request-files",
            paramLabel = "KIND,...",
            defaultValue = "jsonl,csv",
            description = "Formats of the request files in the folder: jsonl, csv, avro or none (default: "
                    + "${DEFAULT-VALUE}).")
    String requestFiles = "jsonl,csv";

    @Option(
            names = "--save-detailed",
            description = "Keep each answer's text and the time of each of its chunks in the files.")
    boolean detailed;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Name of the run, kept in its result.")
    String label = "";

    @Option(
            names = "--publish",
            paramLabel = "HOST:PORT",
            description =
                    "Send the records onto the topic tachograph.request-timings of this Kafka, with the run's id. TLS"
                            + " and credentials come from KAFKA_PROPERTIES_FILE.")
    @Nullable
    String kafka;

    @Option(names = "--run-id", paramLabel = "ID", description = "Identity of the run (default: a random one).")
    @Nullable
    String runId;

    @Option(
            names = "--client-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of a metric that the client's own delay may explain before the client counts as the "
                    + "bottleneck (default: ${DEFAULT-VALUE}).")
    double clientShare;

    @Option(
            names = "--strict",
            description =
                    "Exit with code 6 when the client was the bottleneck, and refuse a data set with an entry that "
                            + "cannot be used (default: it is left out and counted).")
    boolean strict;

    @Option(names = "--quiet", description = "Show no progress and no table, only what went wrong.")
    boolean quiet;

    /** The metrics that an SLO may have a threshold of, as help lists them. */
    private static final class SloMetrics implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return LatencyMetric.thresholdKeys().iterator();
        }
    }

    /** The identity that was wanted, or a random one. */
    String runId() throws ConfigException {
        if (runId != null && (runId.isBlank() || runId.length() > MOST_ID_CHARACTERS)) {
            throw new ConfigException("--run-id must have 1 to " + MOST_ID_CHARACTERS + " characters");
        }
        return runId == null ? UUID.randomUUID().toString() : runId;
    }

    Keep keep(boolean textNeeded) {
        return new Keep(detailed || textNeeded, detailed);
    }

    @Nullable
    Output output() throws ConfigException {
        if (folder == null) {
            return null;
        }
        Set<RequestFile> files = EnumSet.noneOf(RequestFile.class);
        for (String name : requestFiles.split(",", -1)) {
            try {
                if (!name.strip().equals("none")) {
                    files.add(RequestFile.valueOf(name.strip().toUpperCase(Locale.ROOT)));
                }
            } catch (IllegalArgumentException e) {
                throw new ConfigException(
                        "--request-files: '" + name.strip() + "' is none of jsonl, csv, avro and none");
            }
        }
        return new Output(folder, files, VllmOptions.defaults().withDetailed(detailed));
    }
}
