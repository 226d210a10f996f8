package io.tachograph.standalone.deadletters;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.jobs.Reachable;
import io.tachograph.standalone.log.Logs;
import java.io.IOException;
import java.io.PrintWriter;
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
import picocli.CommandLine.Spec;

/** {@code tachograph dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Shows the records that did not count, and why, or sends them again. Progress goes to standard "
                + "error.")
public final class DeadLettersCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--reason",
            paramLabel = "R",
            description = "Only letters with this reason: ${COMPLETION-CANDIDATES}.")
    @Nullable
    DeadLetterReason reason;

    @Option(names = "--topic", paramLabel = "T", description = "Only letters about records of this topic.")
    @Nullable
    String topic;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only letters written since this time (2026-03-04T12:00:00Z) or within this long (2h).")
    @Nullable
    String since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many to list, the newest (default: ${DEFAULT-VALUE}); does not limit --republish.")
    int limit;

    @Option(names = "--json", description = "Print one JSON object per line, with the payload in hex.")
    boolean json;

    @Option(
            names = "--show",
            paramLabel = "KEY",
            description = "Show one letter with its bytes, by topic/partition/offset of its record.")
    @Nullable
    String show;

    @Option(
            names = "--republish",
            description =
                    "Send the records back to the topics and partitions that they came from. Late ones are left out "
                            + "unless --reason LATE selects them: they would be late again, and 'recompute' counts them.")
    boolean republish;

    @Option(names = "--dry-run", description = "With --republish: say what would be sent, and send nothing.")
    boolean dryRun;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        if (limit < 1) {
            throw new ConfigException("--limit " + limit + " must be at least 1");
        }
        if (dryRun && !republish) {
            throw new ConfigException("--dry-run goes with --republish");
        }
        LetterFilter filter = new LetterFilter(show == null ? reason : null, show == null ? topic : null, since());
        KafkaAccess brokers = kafka.in(configuration.read(environment));
        Reachable.kafka(brokers);
        try (TopicPositions topics = new TopicPositions(brokers)) {
            Letters letters = Letters.read(topics, filter);
            if (show != null) {
                return show(letters, show);
            }
            if (republish) {
                return republish(letters, topics, brokers);
            }
            list(letters);
            return 0;
        }
    }

    private @Nullable Instant since() throws ConfigException {
        try {
            return since == null || show != null ? null : PointInTime.parse("--since", since, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private void list(Letters letters) {
        PrintWriter out = spec.commandLine().getOut();
        List<Letter> found = letters.found();
        int shown = Math.min(limit, found.size());
        found.subList(found.size() - shown, found.size())
                .forEach(letter -> out.println(json ? LetterText.json(letter) : LetterText.line(letter)));
        out.flush();
        say(String.format(Locale.ROOT, "%,d of %,d letters; %s", shown, found.size(), rest(letters)));
    }

    private int show(Letters letters, String key) throws IOException {
        Letter letter = letters.found().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no dead letter of " + key));
        PrintWriter out = spec.commandLine().getOut();
        (json ? List.of(LetterText.json(letter)) : LetterText.whole(letter)).forEach(out::println);
        out.flush();
        return 0;
    }

    private int republish(Letters letters, TopicPositions topics, KafkaAccess brokers)
            throws IOException, InterruptedException {
        List<Letter> meant = letters.found().stream()
                .filter(letter -> reason != null || letter.reason() != DeadLetterReason.LATE)
                .toList();
        Republication done = Republication.of(meant, topics, brokers, dryRun);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d %s, %,d not possible (Kafka no longer has the record), %,d failed, %,d late ones left out%n",
                done.sent(),
                dryRun ? "would be sent" : "sent",
                done.gone(),
                done.failed(),
                letters.found().size() - meant.size());
        out.flush();
        say(rest(letters));
        if (done.failed() > 0) {
            throw new IOException(done.failed() + " letters were not acknowledged: " + done.failure());
        }
        return 0;
    }

    private static String rest(Letters letters) {
        return String.format(
                Locale.ROOT,
                "%,d second letters of a position, %,d values that are no letters",
                letters.again(),
                letters.unreadable());
    }

    private void say(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }
}
