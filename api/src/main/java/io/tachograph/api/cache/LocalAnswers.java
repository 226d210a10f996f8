package io.tachograph.api.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Cached answers in this process's memory, up to 64 MiB; an evicted one is computed again. Thread-safe. */
public final class LocalAnswers {
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private record Entry(KeptAnswer answer, Duration keep) {}

    private final Cache<String, Entry> entries = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((String key, Entry entry) ->
                    200 + 2 * key.length() + entry.answer().body().length)
            .expireAfter(Expiry.writing((String key, Entry entry) -> entry.keep()))
            .build();

    /** The answer kept under this key, or null. */
    @Nullable
    KeptAnswer get(String key) {
        @Nullable Entry entry = entries.getIfPresent(key);
        return entry == null ? null : entry.answer();
    }

    /** Keeps an answer for {@code keep} at most. */
    void put(String key, KeptAnswer answer, Duration keep) {
        entries.put(key, new Entry(answer, keep));
    }
}
