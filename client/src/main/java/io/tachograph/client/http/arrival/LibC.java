package io.tachograph.client.http.arrival;

import com.sun.jna.Native;

/**
 * What this package needs of the C library, by JNA's direct mapping. Loading this class throws a {@link LinkageError} where
 * JNA's native part is missing. Addresses and sizes are longs, so only for systems of 64 bits.
 */
final class LibC {
    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    /** @throws LinkageError where JNA's native part is missing */
    static void load() {
        // By then the class has been initialised.
    }

    /** @return bytes, 0 at the end of the stream, -1 for an error or when there is nothing */
    static native long recvmsg(int fd, long messageHeader, int flags);

    /** @return 0, or -1 when it is refused */
    static native int setsockopt(int fd, int level, int option, long value, int valueBytes);
}
