package io.tachograph.client.endpoint;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identities of requests: 60 random bits that are this object's own, and a counter. UUIDs of version 8 (RFC 9562), far
 * cheaper than random ones. Thread-safe.
 */
public final class RequestIds {
    private static final long VERSION_8 = 0x8000L;
    private static final long RFC_VARIANT = 0x8000_0000_0000_0000L;

    private final long prefix;
    private final AtomicLong next;

    public RequestIds() {
        SecureRandom random = new SecureRandom();
        prefix = (random.nextLong() & ~0xF000L) | VERSION_8;
        next = new AtomicLong(random.nextLong());
    }

    public UUID next() {
        return new UUID(prefix, (next.getAndIncrement() & 0x3FFF_FFFF_FFFF_FFFFL) | RFC_VARIANT);
    }
}
