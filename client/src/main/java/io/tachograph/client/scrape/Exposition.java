package io.tachograph.client.scrape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one text, by metric name as written ({@code x_bucket}, {@code x_sum} and {@code x_count} are names of
 * their own; {@link BucketHistogram#of} puts them together). Filled once by the parser, then only read.
 */
public final class Exposition {
    /** So many bad lines are kept with their reason; all are counted. */
    static final int KEPT_BAD_LINES = 5;

    private final Map<String, Series> byName = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private final int mostSamples;
    private @Nullable String last;
    private int samples;
    private int skipped;
    private int beyondLimit;
    private int badCount;
    private int duplicates;
    private boolean ended;

    /** One name's samples. */
    private static final class Series {
        private final List<MetricSample> samples = new ArrayList<>();
        private final Set<Labels> seen = new HashSet<>();
    }

    /** @param mostSamples so many are kept; the rest is counted */
    Exposition(int mostSamples) {
        this.mostSamples = mostSamples;
    }

    void add(String name, Labels labels, double value) {
        last = name;
        if (samples == mostSamples) {
            beyondLimit++;
            return;
        }
        Series series = byName.computeIfAbsent(name, n -> new Series());
        if (series.seen.add(labels)) {
            series.samples.add(new MetricSample(labels, value));
            samples++;
        } else {
            duplicates++;
        }
    }

    /** A sample of a metric that nobody wants. */
    void skip() {
        last = null;
        skipped++;
    }

    /**
     * The text was cut within a sample. If that may have been one more series of the metric before, this metric is left
     * out: a sum over half of its series is wrong.
     *
     * @param fragment what there is of the line
     */
    void cut(int line, String fragment) {
        int end = 0;
        while (end < fragment.length() && fragment.charAt(end) != '{' && fragment.charAt(end) > ' ') {
            end++;
        }
        if (last != null && last.startsWith(fragment.substring(0, end))) {
            Series series = byName.remove(last);
            samples -= series == null ? 0 : series.samples.size();
        }
        bad(line, "cut: the last line has no line feed");
    }

    void type(String family, String type) {
        types.putIfAbsent(family, type);
    }

    void bad(int line, String reason) {
        last = null;
        badCount++;
        if (badLines.size() < KEPT_BAD_LINES) {
            badLines.add(new BadLine(line, reason));
        }
    }

    void end() {
        ended = true;
    }

    /** Samples with this name, in the order they came; empty when there is none. */
    public List<MetricSample> samples(String name) {
        Series series = byName.get(name);
        return series == null ? List.of() : Collections.unmodifiableList(series.samples);
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Names of samples, in no order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /** What a {@code # TYPE} line said, e.g. {@code counter}; null when none did. */
    public @Nullable String type(String family) {
        return types.get(family);
    }

    /** Samples in all, duplicates not counted. */
    public int sampleCount() {
        return samples;
    }

    /** Samples of metrics that were not wanted. */
    public int skipped() {
        return skipped;
    }

    /** Wanted samples that were not kept, because there were too many. */
    public int beyondLimit() {
        return beyondLimit;
    }

    /** Lines that are neither empty, comment nor sample. */
    public int badLineCount() {
        return badCount;
    }

    /** The first of them. */
    public List<BadLine> badLines() {
        return List.copyOf(badLines);
    }

    /** Samples whose name and labels had come before; the first is kept. */
    public int duplicates() {
        return duplicates;
    }

    /** Whether OpenMetrics' {@code # EOF} came. */
    public boolean ended() {
        return ended;
    }
}
