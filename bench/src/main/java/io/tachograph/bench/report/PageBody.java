package io.tachograph.bench.report;

import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import java.util.Map;

/** Everything on the page that is seen without a script. */
final class PageBody {
    private final SweepRuns sweep;

    PageBody(SweepRuns sweep) {
        this.sweep = sweep;
    }

    String title() {
        RunInfo first = sweep.runs().get(0).run();
        String what = sweep.several()
                ? "Sweep of " + sweep.runs().size() + " runs"
                : first.label().isEmpty() ? "Benchmark run" : first.label();
        return what + ": " + first.model() + " on " + first.target();
    }

    String html() {
        Markup page = new Markup();
        Map<String, String> common = Facts.common(sweep.runs());
        page.open("header").leaf("h1", title());
        Facts.show(page, common);
        page.close();
        page.open("noscript")
                .leaf("p", "The plots need a script, which is off here. All numbers are in the tables.")
                .close();
        if (sweep.several()) {
            SweepSection.show(page, sweep);
            picker(page);
        }
        for (int i = 0; i < sweep.runs().size(); i++) {
            RunResult run = sweep.runs().get(i);
            page.open("section", "class", "run", "id", "run-" + (i + 1));
            if (sweep.several()) {
                page.leaf("h2", "Run at " + sweep.nameOf(i));
                Map<String, String> own = Facts.of(run);
                own.entrySet().removeAll(common.entrySet());
                Facts.show(page, own);
            }
            RunSection.show(page, run, i);
            page.close();
        }
        return page.end();
    }

    /** Links, so that they work without a script too. */
    private void picker(Markup page) {
        page.open("nav", "class", "runs", "aria-label", "Runs").leaf("span", "Run at");
        for (int i = 0; i < sweep.runs().size(); i++) {
            String flags = Warnings.flags(sweep.runs().get(i));
            page.leaf("a", sweep.nameOf(i) + (flags.isEmpty() ? "" : " (" + flags + ")"), "href", "#run-" + (i + 1));
        }
        page.close();
    }
}
