package io.tachograph.collectors.publish;

/**
 * What became of the events that a publisher was given since its start, all numbers taken at one moment:
 *
 * <pre>
 * offered     = accepted + dropped
 * accepted    = acknowledged + failed + pending
 * </pre>
 *
 * {@code dropped + failed} is what is lost; after closing, {@code pending} is zero.
 *
 * @param offered calls of {@code publish}
 * @param accepted taken into the buffer
 * @param dropped not taken: the buffer was full, or the publisher closed
 * @param acknowledged stored at the receiving end, as far as it says
 * @param failed taken, but refused by the receiving end or given up when closing
 * @param pending taken, and neither acknowledged nor failed yet
 */
public record PublisherCounters(
        long offered, long accepted, long dropped, long acknowledged, long failed, long pending) {}
