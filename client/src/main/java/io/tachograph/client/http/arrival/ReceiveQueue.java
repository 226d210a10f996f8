package io.tachograph.client.http.arrival;

/** What the kernel reports about unread bytes in sockets. Used by one thread. */
interface ReceiveQueue {
    /** The kernel has not stamped the packet. */
    long NO_STAMP = Long.MIN_VALUE;

    /** Whether the system agrees to stamp what the socket receives from now on, and to report how much is unread. */
    boolean stamps(int fd);

    /**
     * Looks at the first {@code bytes} that lie unread, without taking them; {@link #stampNanos} and {@link #bytes} tell
     * what was found.
     *
     * @return whether there is anything
     */
    boolean look(int fd, int bytes);

    /** When the packet arrived that holds the last byte looked at, wall-clock nanoseconds; or {@link #NO_STAMP}. */
    long stampNanos();

    /** All bytes that lay unread then. */
    int bytes();
}
