package io.tachograph.client.workload.trace;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The requests of a trace in columns, because a trace may have millions. Filled by one thread, then not changed. */
final class TraceRows {
    /** The trace does not say how many tokens. */
    static final int UNKNOWN = -1;

    /** In the trace's unit, while it is read. */
    private double[] at = new double[1024];

    private long[] atNanos = {};
    private int[] inputTokens = new int[1024];
    private int[] outputTokens = new int[1024];
    /** The prompt's text, or the identities of its blocks. */
    private Object[] content = new Object[1024];

    private int size;

    void add(double time, int input, int output, Object text) {
        if (size == at.length) {
            at = Arrays.copyOf(at, 2 * size);
            inputTokens = Arrays.copyOf(inputTokens, 2 * size);
            outputTokens = Arrays.copyOf(outputTokens, 2 * size);
            content = Arrays.copyOf(content, 2 * size);
        }
        at[size] = time;
        inputTokens[size] = input;
        outputTokens[size] = output;
        content[size] = text;
        size++;
    }

    /** Sorts by instant; what has the same one stays in the order of the file. */
    void end(double nanosPerUnit) {
        atNanos = Arrays.stream(at, 0, size)
                .mapToLong(time -> Math.round(time * nanosPerUnit))
                .toArray();
        at = new double[0];
        boolean sorted = IntStream.range(1, size).allMatch(i -> atNanos[i - 1] <= atNanos[i]);
        if (sorted) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> atNanos[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        atNanos = Arrays.stream(order).mapToLong(i -> atNanos[i]).toArray();
        inputTokens = Arrays.stream(order).map(i -> inputTokens[i]).toArray();
        outputTokens = Arrays.stream(order).map(i -> outputTokens[i]).toArray();
        content = Arrays.stream(order).mapToObj(i -> content[i]).toArray();
    }

    int size() {
        return size;
    }

    /** @return nanoseconds from the first request to this one */
    long offsetNanos(int row) {
        return atNanos[row] - atNanos[0];
    }

    int inputTokens(int row) {
        return inputTokens[row];
    }

    int outputTokens(int row) {
        return outputTokens[row];
    }

    Object content(int row) {
        return content[row];
    }
}
