package io.tachograph.standalone.bench;

import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.TraceTimes;
import io.tachograph.client.workload.ThinkTime;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.client.workload.dataset.DatasetFormat;
import io.tachograph.client.workload.dataset.Replay;
import io.tachograph.client.workload.synthetic.LengthLaw;
import io.tachograph.client.workload.synthetic.PromptWords;
import io.tachograph.client.workload.synthetic.Synthetic;
import io.tachograph.client.workload.tokens.TokenCounter;
import io.tachograph.client.workload.tokens.Tokenizers;
import io.tachograph.client.workload.trace.Trace;
import io.tachograph.client.workload.trace.TraceFormat;
import io.tachograph.client.workload.trace.TraceReading;
import io.tachograph.client.workload.trace.TraceUnit;
import io.tachograph.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked: a data set, synthetic prompts or a trace; the built-in prompts when nothing is said. */
@Section("Workload")
final class WorkloadArguments {
    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "Prompts: JSON, JSONL, CSV, ShareGPT or text lines (default: 32 built-in ones).")
    @Nullable
    Path dataset;

    @Option(
            names = "--dataset-format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "auto (default), json, jsonl, csv, sharegpt or txt.")
    String datasetFormat = "auto";

    @Option(
            names = "--recorded-lengths",
            description = "Limit each answer to the tokens of the recorded one, counted with --tokenizer.")
    boolean recordedLengths;

    @Option(names = "--in-order", description = "Use the data set in file order, not shuffled.")
    boolean inOrder;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many times each entry of the data set is used before the run ends (default: no limit).")
    int passes;

    @Option(
            names = "--turns",
            paramLabel = "KIND|LAW",
            description =
                    "Questions of a conversation: first, last or every for a data set; a number or a length law for"
                            + " synthetic ones.")
    @Nullable
    String turns;

    @Option(
            names = "--think-time",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "Pause between an answer and the next question: 2s, exponential:2s or uniform:500ms,3s.")
    String thinkTime = "0s";

    @Option(
            names = "--input-tokens",
            paramLabel = "LAW",
            description = "Length of synthetic prompts in tokens: 512, 100-2000, normal:512,64, lognormal:512,0.5 or "
                    + "file:lengths.csv.")
    @Nullable
    String inputTokens;

    @Option(
            names = "--output-tokens",
            paramLabel = "LAW",
            description = "Output token limit of each synthetic request; same forms as --input-tokens.")
    @Nullable
    String outputTokens;

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME|FILE",
            description =
                    "o200k_base, cl100k_base or a tokenizer.json: makes synthetic lengths exact, and counts answers"
                            + " whose target does not.")
    @Nullable
    String tokenizer;

    @Option(
            names = "--shared-prefix",
            paramLabel = "GROUPS:TOKENS:SHARE",
            description =
                    "Number of common prefixes, their tokens, and the share of synthetic prompts that begin with one: "
                            + "10:1000:0.8.")
    @Nullable
    String sharedPrefix;

    @Option(names = "--unique-prompts", description = "Start every prompt differently, to defeat prefix caches.")
    boolean uniquePrompts;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Recorded requests with their times: Mooncake, BurstGPT, Azure, own.")
    @Nullable
    Path trace;

    @Option(
            names = "--trace-format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            description = "auto (default), mooncake, burstgpt, azure or own.")
    String traceFormat = "auto";

    @Option(
            names = "--trace-unit",
            paramLabel = "UNIT",
            description = "Unit of a trace's times: s, ms, us or ns (default: the format's, or what the times show).")
    @Nullable
    String traceUnit;

    @Option(
            names = "--trace-block",
            paramLabel = "TOKENS",
            description =
                    "Tokens that one of a trace's hash_ids stands for (default: what its rows show, usually 512).")
    @Nullable
    Integer traceBlock;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "How many times faster than recorded a trace is replayed (default: ${DEFAULT-VALUE}).")
    double speed;

    private @Nullable Trace loadedTrace;

    /** The tokenizer that was named, null for none. */
    @Nullable
    TokenCounter tokenCounter() throws IOException {
        return tokenizer == null ? null : Tokenizers.of(tokenizer);
    }

    /** The trace's arrivals, null without a trace. */
    @Nullable
    Arrivals traceArrivals() throws IOException {
        Trace loaded = trace();
        return loaded == null ? null : new TraceTimes(loaded, speed);
    }

    /** Whether it comes to an end. */
    boolean endsByItself() {
        return trace != null || (inputTokens == null && passes > 0);
    }

    /** Whether an answer's text is needed for the next turn. */
    boolean isMultiTurn() {
        return turns != null && !turns.equals("first") && !turns.equals("last");
    }

    /**
     * A fresh workload; two of the same seed ask the same.
     *
     * @param strict refuses a data set for one odd entry
     */
    Workload workload(long seed, @Nullable TokenCounter counter, boolean strict) throws ConfigException, IOException {
        checkOneSource();
        Trace loaded = trace();
        if (loaded != null) {
            return loaded.workload(counter == null ? PromptWords.bundled() : PromptWords.of(counter), seed);
        }
        if (inputTokens != null) {
            return synthetic(LengthLaw.parse(inputTokens), seed, counter);
        }
        return replay(seed, counter, strict);
    }

    private void checkOneSource() throws ConfigException {
        if ((dataset != null ? 1 : 0) + (inputTokens != null ? 1 : 0) + (trace != null ? 1 : 0) > 1) {
            throw new ConfigException("--dataset, --input-tokens and --trace exclude each other");
        }
    }

    private @Nullable Trace trace() throws IOException {
        if (loadedTrace == null && trace != null) {
            loadedTrace = Trace.load(
                    trace,
                    new TraceReading(
                            TraceFormat.parse(traceFormat),
                            traceUnit == null ? null : TraceUnit.parse(traceUnit),
                            traceBlock));
        }
        return loadedTrace;
    }

    private Workload replay(long seed, @Nullable TokenCounter counter, boolean strict)
            throws ConfigException, IOException {
        Dataset set =
                dataset == null ? Dataset.builtIn() : Dataset.load(dataset, DatasetFormat.parse(datasetFormat), strict);
        if (recordedLengths) {
            if (counter == null) {
                throw new ConfigException("--recorded-lengths needs --tokenizer, which counts the recorded answers");
            }
            set = set.counted(counter);
        }
        Replay replay = new Replay(
                turns == null ? set.usualTurns() : datasetTurns(turns),
                !inOrder,
                passes,
                seed,
                ThinkTime.parse(thinkTime),
                recordedLengths,
                uniquePrompts ? System.nanoTime() : null);
        return set.workload(replay);
    }

    private static Replay.Turns datasetTurns(String name) throws ConfigException {
        return switch (name) {
            case "first" -> Replay.Turns.FIRST;
            case "last" -> Replay.Turns.LAST;
            case "every" -> Replay.Turns.EVERY;
            default -> throw new ConfigException("--turns of a data set must be first, last or every");
        };
    }

    private Workload synthetic(LengthLaw input, long seed, @Nullable TokenCounter counter)
            throws ConfigException, IOException {
        LengthLaw output = outputTokens == null ? null : LengthLaw.parse(outputTokens);
        Synthetic plan = Synthetic.of(input, output, seed);
        plan = counter == null ? plan : plan.withTokenizer(counter);
        plan = sharedPrefix == null ? plan : plan.withSharedPrefix(SharedPrefixText.parse(sharedPrefix));
        // Another number for each run: a server may remember the prompts of the run before.
        plan = uniquePrompts ? plan.withUniquePrompts(System.nanoTime()) : plan;
        return turns == null ? plan.prompts() : plan.conversations(LengthLaw.parse(turns), ThinkTime.parse(thinkTime));
    }
}
