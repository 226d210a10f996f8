package io.tachograph.bench.report;

import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.RunResult;
import java.util.List;
import java.util.Objects;

/** The red band of a run that is not what it seems. */
final class Warnings {
    private Warnings() {}

    static void show(Markup page, RunResult result) {
        if (SweepRuns.valid(result)) {
            return;
        }
        page.open("div", "class", "band", "role", "alert");
        if (result.run().partial()) {
            page.leaf("p", "Partial: this run was ended before its limits, and says less than was asked for.");
        }
        ClientReport client = result.client();
        if (client.clientBound()) {
            Double since = client.sinceSeconds();
            page.leaf(
                    "p",
                    "Client-bound" + (since == null ? "" : " from " + Figures.duration(since) + " on")
                            + ": the client's own delay may explain more than " + Figures.percent(client.share())
                            + " of a reported metric. Do not take these numbers for the server's.");
            reasons(page, client.reasons());
        }
        page.close();
    }

    /** Flags of a run in few words, empty when it is valid. */
    static String flags(RunResult result) {
        String partial = result.run().partial() ? "partial" : "";
        String bound = result.client().clientBound() ? "client-bound" : "";
        return partial + (partial.isEmpty() || bound.isEmpty() ? "" : ", ") + bound;
    }

    private static void reasons(Markup page, List<String> reasons) {
        if (!reasons.isEmpty()) {
            page.open("ul");
            reasons.forEach(reason -> page.leaf("li", Objects.requireNonNull(reason)));
            page.close();
        }
    }
}
