package io.tachograph.standalone.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs, in the order of its start; closing goes the other way round, to the end, whatever fails on it. Thread-safe.
 */
public final class ResourceStack implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResourceStack.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    public synchronized <T extends AutoCloseable> T add(T part) {
        running.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            long begin = System.nanoTime();
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOGGER.warn("{} did not close well", part.getClass().getSimpleName(), e);
            }
            LOGGER.info("{} closed in {} ms", part.getClass().getSimpleName(), (System.nanoTime() - begin) / 1_000_000);
        }
    }
}
