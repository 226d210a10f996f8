package io.tachograph.client.http.arrival;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one connection. Before each, the kernel is asked when the packet arrived that brought the first unread byte;
 * the read takes what lay there then and no more.
 *
 * <p>When that packet has waited for longer than {@link #PROMPT_NANOS}, others may have followed it. Then a read ends where
 * the stamp changes, so that all of its bytes have the same one. Bytes that are read sooner have the first packet's stamp,
 * for the later ones at most {@code PROMPT_NANOS} too early. Packets that the kernel had merged by then, which it does with
 * what lies unread, have the stamp of the last of them.
 *
 * <p>A packet that overtook another, which was lost and sent again, has an earlier stamp than what comes before it in the
 * stream. Until then nobody could read it, so it has the stamp of the one it waited for: the stamps of a connection never
 * go back.
 *
 * <p>Used by the event loop's thread.
 */
public final class KernelStampedReads implements RecvByteBufAllocator {
    /** Up to here, following packets are not looked for: as much as a healthy machine takes to wake a thread. */
    public static final long PROMPT_NANOS = 250_000;

    /** By so much stamps may contradict each other, because the two clocks are read one after the other. */
    public static final long NOISE_NANOS = 2_000;
    /** The first packets after stamping was turned on may have none; a system that never gives any is not asked for ever. */
    private static final int UNSTAMPED_LIMIT = 16;

    /** Turning it on is the work of a kernel thread, which on a busy machine has to wait itself. */
    static final long UNSTAMPED_NANOS = 10_000_000_000L;
    /** After so many cut reads the other connections have their turn. */
    private static final int CUTS = 16;

    private final int fd;
    private final ReceiveQueue socket;
    private final WallClockOffset offset;
    private final StampCounts counts;
    private final RecvByteBufAllocator buffers;
    private int unstamped;
    private long unstampedSinceNanos;
    private boolean off;
    private int packetBytes = 1;
    private boolean stamped;
    private boolean everStamped;
    private long arrivalNanos;
    private long readNanos;

    KernelStampedReads(
            int fd, ReceiveQueue socket, WallClockOffset offset, StampCounts counts, RecvByteBufAllocator buffers) {
        this.fd = fd;
        this.socket = socket;
        this.offset = offset;
        this.counts = counts;
        this.buffers = buffers;
    }

    /** Whether the kernel stamped the bytes of the last read. */
    public boolean stamped() {
        return stamped;
    }

    /** When they arrived, {@link System#nanoTime}. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /** When they were about to be read, {@link System#nanoTime}. */
    public long readNanos() {
        return readNanos;
    }

    /** The last stamp turned out to be wrong. */
    public void refuse() {
        stamped = false;
        counts.impossible();
    }

    // Netty 4.2 has kept this way to change how reads go, though it has deprecated it.
    @Override
    @SuppressWarnings("deprecation")
    public Handle newHandle() {
        return new Reads((ExtendedHandle) buffers.newHandle());
    }

    /**
     * Looks before a read.
     *
     * @return how much to read; 0 for as much as there is room for
     */
    private int look() {
        stamped = false;
        if (off || !socket.look(fd, 1)) {
            return 0;
        }
        long stamp = socket.stampNanos();
        int unread = socket.bytes();
        if (stamp == ReceiveQueue.NO_STAMP) {
            noStamp(offset.read());
            return 0;
        }
        unstamped = 0;
        readNanos = offset.read();
        long nanos = offset.monotonic(stamp);
        if (!offset.trusted() || nanos - readNanos > NOISE_NANOS) {
            counts.impossible();
            return 0;
        }
        arrivalNanos = inOrder(nanos);
        stamped = true;
        everStamped = true;
        return isLate() && unread > 1 ? sameStamp(stamp, unread) : unread;
    }

    /** When the kernel could hand out bytes that arrived at {@code nanos}: not before those in front of them. */
    private long inOrder(long nanos) {
        if (!everStamped || nanos - arrivalNanos >= 0) {
            return nanos;
        }
        if (arrivalNanos - nanos > NOISE_NANOS) {
            counts.reordered();
        }
        return arrivalNanos;
    }

    private boolean isLate() {
        return readNanos - arrivalNanos > PROMPT_NANOS;
    }

    private void noStamp(long nanos) {
        if (unstamped++ == 0) {
            unstampedSinceNanos = nanos;
        }
        off = unstamped >= UNSTAMPED_LIMIT && nanos - unstampedSinceNanos >= UNSTAMPED_NANOS;
    }

    /** How many of the unread bytes have the first one's stamp: where the last packet ended is where this one may end. */
    private int sameStamp(long stamp, int unread) {
        if (has(stamp, unread)) {
            return unread;
        }
        int same = 1;
        int other = unread;
        int middle = packetBytes;
        for (int probes = 0; other - same > 1; probes++) {
            if (probes > 1 || middle <= same || middle >= other) {
                middle = same + (other - same) / 2;
            }
            if (has(stamp, middle)) {
                same = middle++;
            } else {
                other = middle--;
            }
        }
        packetBytes = same;
        return same;
    }

    /** Whether so many of the unread bytes all have this stamp. */
    private boolean has(long stamp, int bytes) {
        return socket.look(fd, bytes) && socket.stampNanos() == stamp;
    }

    private final class Reads extends DelegatingHandle implements ExtendedHandle {
        private boolean all;
        private boolean cut;
        private int cuts;
        private @Nullable ChannelConfig config;

        Reads(ExtendedHandle buffers) {
            super(buffers);
        }

        @Override
        public void reset(ChannelConfig config) {
            super.reset(config);
            this.config = config;
            cuts = 0;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            ByteBuf buffer = super.allocate(allocator);
            int wanted = look();
            boolean fits = wanted > 0 && wanted <= buffer.writableBytes();
            all = fits && wanted >= socket.bytes();
            cut = fits && !all;
            if (fits) {
                // The transport reads to the end of the buffer, so only as much is left there.
                int at = buffer.capacity() - wanted;
                buffer.setIndex(at, at);
            }
            return buffer;
        }

        @Override
        public void lastBytesRead(int bytes) {
            super.lastBytesRead(bytes);
            if (stamped && bytes > 0) {
                counts.read(bytes, isLate());
            }
        }

        /** Netty takes a buffer that was not filled for the sign that nothing is left. */
        @Override
        public void attemptedBytesRead(int bytes) {
            super.attemptedBytesRead(all ? bytes + 1 : bytes);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            boolean paused = config != null && !config.isAutoRead();
            return (cut && !paused && ++cuts < CUTS) || ((ExtendedHandle) delegate()).continueReading(maybeMoreData);
        }
    }
}
