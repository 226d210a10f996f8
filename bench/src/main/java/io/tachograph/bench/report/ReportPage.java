package io.tachograph.bench.report;

import io.tachograph.bench.result.ResultFormat;
import io.tachograph.bench.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code report.html}: one page without a network, for one run or for the runs of a sweep. All numbers are in tables that
 * need no script; the plots are drawn by a script of the page itself. Its Content-Security-Policy allows that script
 * and that style sheet by their hashes and nothing else.
 */
public final class ReportPage {
    /** Share of the offered requests that must meet the SLO at a rate that is called sustained, unless said otherwise. */
    public static final double USUAL_ATTAINMENT = 0.99;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)\\}\\}");

    private ReportPage() {}

    /**
     * @param runs at least one, in any order
     * @throws IOException when the file cannot be written
     */
    public static void write(Path file, List<RunResult> runs) throws IOException {
        write(file, runs, USUAL_ATTAINMENT);
    }

    /**
     * @param runs at least one, in any order
     * @param wantedAttainment share of the offered requests, 0 to 1, that must meet the SLO up to the knee of a sweep
     * @throws IOException when the file cannot be written
     */
    public static void write(Path file, List<RunResult> runs, double wantedAttainment) throws IOException {
        // Through getBytes: half a surrogate pair in a server's message becomes "?", where a writer would refuse it.
        Files.write(file, html(runs, wantedAttainment).getBytes(StandardCharsets.UTF_8));
    }

    public static String html(List<RunResult> runs) {
        return html(runs, USUAL_ATTAINMENT);
    }

    /**
     * The page of one run.
     *
     * @param result text of its {@code result.json}
     * @throws IllegalArgumentException in one sentence, when it is none
     */
    public static String ofResult(String result) {
        return html(List.of(ResultFormat.read("the result", result)));
    }

    /** The page as text; parameters as for {@link #write(Path, List, double)}. */
    public static String html(List<RunResult> runs, double wantedAttainment) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run");
        }
        if (!(wantedAttainment > 0 && wantedAttainment <= 1)) {
            throw new IllegalArgumentException("the wanted attainment " + wantedAttainment + " is not in (0, 1]");
        }
        SweepRuns sweep = SweepRuns.of(runs, wantedAttainment);
        PageBody body = new PageBody(sweep);
        String style = "\n" + resource("report.css");
        String script = "\n\"use strict\";\n{\n" + resource("scale.js") + resource("plot.js") + resource("cursor.js")
                + resource("figures.js") + resource("report.js") + "}\n";
        return fill(
                resource("report.html"),
                Map.of(
                        "title",
                        Markup.escape(body.title()),
                        "policy",
                        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hash(style)
                                + "; script-src " + hash(script),
                        "style",
                        style,
                        "body",
                        body.html(),
                        "data",
                        PlotData.json(sweep),
                        "script",
                        script));
    }

    /** One pass, so that what is put in is never taken for a placeholder. */
    private static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Objects.requireNonNull(values.get(found.group(1)), () -> "no value for " + found.group())));
    }

    private static String hash(String inline) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from the jar", e);
        }
    }
}
