package io.tachograph.collectors.source.http;

import io.tachograph.client.http.TlsConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One reader for all sources that trust the same servers. Thread-safe. */
public final class PageReaders {
    private final Map<TlsConfig, PageReader> readers = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException for a CA file that is no good */
    public PageReader of(TlsConfig tls) {
        return readers.computeIfAbsent(tls, trust -> PageReader.create(trust.jdkContext()));
    }
}
