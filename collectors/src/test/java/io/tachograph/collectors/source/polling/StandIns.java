package io.tachograph.collectors.source.polling;

import io.tachograph.collectors.source.polling.Account.Call;
import io.tachograph.collectors.source.polling.FaultyServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The stand-ins as a program, in real time: {@code infra/dev/polling-soak} has them polled by a real agent. Arguments: the first
 * of six ports, when calls begin and end, and when the last wrong answer is given. In the middle all are away for four minutes.
 * Its last port tells the account, as CSV: source, from when, model, tenant, calls, failures, tokens in and out, and cost in
 * millionths of a dollar; and how many of its answers were wrong.
 */
final class StandIns {
    private static final Duration AWAY = Duration.ofMinutes(4);

    private StandIns() {}

    @SuppressWarnings("try") // Who asks it is another process.
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Instant begin = Instant.parse(arguments[1]);
        Instant end = Instant.parse(arguments[2]);
        Instant healed = Instant.parse(arguments[3]);
        Account account = new Account(begin, end);
        List<FaultyServer.Site> sites = List.of(
                new LiteLlmStandIn(account, Instant::now),
                new LangfuseStandIn(account, Instant::now, true),
                new LangfuseStandIn(account, Instant::now, false),
                new CloudWatchStandIn(account, Instant::now),
                new HubStandIn());
        List<FaultyServer> servers = new ArrayList<>();
        for (FaultyServer.Site site : sites) {
            servers.add(new FaultyServer(port + servers.size(), Instant::now, servers.size(), site));
        }
        try (FaultyServer teller = new FaultyServer(
                port + servers.size(),
                Instant::now,
                0,
                (question, fault) -> question.path().equals("/faults")
                        ? new Answer(200, "", faults(servers))
                        : new Answer(200, "", csv(account.calls(begin, end, Instant.now()))))) {
            servers.forEach(server -> server.failing(1.0 / 12));
            Instant middle = begin.plus(Duration.between(begin, healed).dividedBy(2));
            await(middle);
            servers.forEach(server -> server.away(true));
            await(middle.plus(AWAY));
            servers.forEach(server -> server.away(false));
            await(healed);
            servers.forEach(server -> server.failing(0));
            Thread.currentThread().join();
        }
    }

    private static void await(Instant time) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
    }

    private static String faults(List<FaultyServer> servers) {
        StringBuilder text = new StringBuilder();
        for (FaultyServer server : servers) {
            text.append(server.url())
                    .append(": ")
                    .append(server.questions())
                    .append(" answers, wrong ones ")
                    .append(server.faults())
                    .append(", asked too soon ")
                    .append(server.tooSoon())
                    .append('\n');
        }
        return text.toString();
    }

    private static String csv(List<Call> calls) {
        TreeSet<String> lines = new TreeSet<>();
        add(lines, "litellm", calls, Duration.ofDays(1), call -> call.model() + "," + call.team(), true);
        add(lines, "langfuse", calls, Duration.ofDays(1), call -> call.model() + ",new", false);
        add(lines, "langfuse", calls, Duration.ofDays(1), call -> call.model() + ",old", false);
        add(lines, "cloudwatch", calls, CloudWatchStandIn.MINUTE, call -> call.model() + ",", true);
        return String.join("\n", lines) + "\n";
    }

    private static void add(
            Set<String> lines,
            String source,
            List<Call> calls,
            Duration span,
            Function<Call, String> what,
            boolean failures) {
        Sums.of(calls, span, what)
                .forEach((key, sums) -> lines.add(String.format(
                        Locale.ROOT,
                        "%s,%d,%s,%d,%s,%d,%d,%s",
                        source,
                        key.from().getEpochSecond(),
                        key.what(),
                        sums.calls(),
                        failures ? Long.toString(sums.failures()) : "",
                        sums.input(),
                        sums.output(),
                        source.equals("cloudwatch") ? "" : Long.toString(sums.costMicros()))));
    }
}
