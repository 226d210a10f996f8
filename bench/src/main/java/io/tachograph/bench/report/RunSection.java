package io.tachograph.bench.report;

import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.ServerReport;
import org.jspecify.annotations.Nullable;

/** One run: figures, tables and the places of its plots. */
final class RunSection {
    private RunSection() {}

    static void show(Markup page, RunResult result, int number) {
        Warnings.show(page, result);
        KeyFigures.show(page, result);
        page.leaf("h3", "Latency");
        if (result.metrics().isEmpty()) {
            page.leaf("p", "No request gave a value.");
        } else {
            MetricTable.show(page, result);
        }
        if (PlotData.hasDistribution(result)) {
            PlotFrame.show(page, "cdf", number, "Latency distribution", "share of values at or below a latency");
        }
        page.leaf("h3", "Outcomes");
        OutcomeTables.show(page, result);
        if (!result.timeline().isEmpty()) {
            page.leaf("h3", "Over time");
            timeline(page, number, TimelineData.step(result));
        }
        ServerReport server = result.server();
        page.leaf("h3", "Client against server");
        if (server == null) {
            page.leaf("p", "The target told nothing about itself.");
        } else {
            server(page, server);
        }
        page.leaf("h3", "The client's own health");
        page.open("div", "class", "plots").open("div");
        client(page, result.client());
        page.close();
        if (!result.timeline().isEmpty()) {
            PlotFrame.show(page, "lag", number, "Lag: sent − scheduled", each(TimelineData.step(result)));
        }
        page.close();
    }

    private static void timeline(Markup page, int number, int step) {
        String each = each(step);
        page.open("div", "class", "plots");
        PlotFrame.show(page, "requests", number, "Requests per second", each);
        PlotFrame.show(
                page,
                "latency",
                number,
                "Latency by the end of the request",
                step == 1 ? "" : "each point: the worst second (by p99) of " + step);
        PlotFrame.show(page, "tokens", number, "Output tokens per second", each);
        PlotFrame.show(page, "concurrency", number, "Requests in flight", each);
        page.close();
    }

    private static String quantity(double value, String unit) {
        return unit.equals("seconds") ? Figures.duration(value) : Figures.number(value);
    }

    private static String each(int step) {
        return step == 1 ? "" : "each point: " + step + " s";
    }

    private static void server(Markup page, ServerReport server) {
        if (server.absent() != null) {
            page.leaf("p", server.absent());
            return;
        }
        if (!server.comparable()) {
            Double requests = server.requests();
            page.open("div", "class", "band mild")
                    .leaf(
                            "p",
                            "Not comparable: the server "
                                    + (requests == null
                                            ? "does not say how many requests it finished"
                                            : "finished " + Figures.number(requests)
                                                    + " requests in this time, more than 2 % off the client's")
                                    + ", so its numbers may include other traffic.")
                    .close();
        }
        Table table = new Table(
                page,
                "Difference = client − server",
                1,
                "quantity",
                "client",
                "server",
                "difference",
                "of the client's");
        for (ServerReport.Row row : server.rows()) {
            table.row(
                    row.name(),
                    quantity(row.client(), row.unit()),
                    quantity(row.server(), row.unit()),
                    server.comparable() ? quantity(row.difference(), row.unit()) : Figures.NONE,
                    !server.comparable() || row.client() == 0
                            ? Figures.NONE
                            : Figures.percent(row.difference() / row.client()));
        }
        table.end();
        page.leaf(
                "p",
                server.engine() + " at " + server.url() + ", read " + Figures.count(server.scrapes()) + " times.",
                "class",
                "note");
    }

    private static String durationOrNone(@Nullable Double seconds) {
        return seconds == null ? "not measured" : Figures.duration(seconds);
    }

    private static String verdict(ClientReport client) {
        if (client.clientBound()) {
            return "client-bound";
        }
        return client.loopDelayP50() == null ? "not judged: too short" : "not client-bound";
    }

    private static void client(Markup page, ClientReport client) {
        Table table = new Table(page, "Of the process that made the load", 1, "quantity", "value");
        table.row("verdict", verdict(client));
        table.row("event-loop delay, p50", durationOrNone(client.loopDelayP50()));
        table.row("event-loop delay, p99", durationOrNone(client.loopDelayP99()));
        table.row("event-loop delay, max", Figures.duration(client.loopDelayMax()));
        table.row(
                "CPU",
                (client.cpuCores() == null ? "not known" : Figures.number(client.cpuCores())) + " of "
                        + Figures.count(client.availableCores()) + " cores");
        table.row("impossible stamps, replaced", Figures.count(client.impossibleStamps()));
        table.row("stamps of packets that overtook a lost one", Figures.count(client.reorderedStamps()));
        table.row(
                "stamped by the kernel, but read late",
                client.lateShare() == null ? "none stamped" : Figures.percent(client.lateShare()));
        table.row("waits for the recorder", Figures.duration(client.recorderWaitSeconds()));
        table.row("garbage collection pauses", Figures.duration(client.gcSeconds()));
        table.end();
        page.leaf(
                "p",
                "The verdict falls when the client's own delay may explain more than " + Figures.percent(client.share())
                        + " of a reported metric.",
                "class",
                "note");
    }
}
