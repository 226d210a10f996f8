package io.tachograph.benchmarks.stream;

/** One way of reading all requests of a topic and making something of them. Has a constructor without parameters. */
public interface Way {
    /**
     * Goes once, from the topic's beginning to its end.
     *
     * @return requests that are in the results; the measurement fails when it is not all of them
     */
    long go(Setting setting) throws Exception;
}
