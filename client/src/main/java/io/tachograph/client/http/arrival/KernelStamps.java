package io.tachograph.client.http.arrival;

import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.unix.UnixChannel;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stamps that Linux puts on packets, for the connections of one event loop. Used by its thread. */
public final class KernelStamps {
    private static final Logger LOG = LoggerFactory.getLogger(KernelStamps.class);

    private final ReceiveQueue sockets;
    private final WallClockOffset offset;
    private final StampCounts counts;

    KernelStamps(ReceiveQueue sockets, WallClockOffset offset, StampCounts counts) {
        this.sockets = sockets;
        this.offset = offset;
        this.counts = counts;
    }

    /**
     * What gives each event loop of a client its stamps. Asked once a client, so that the log says once why there are none.
     *
     * @return null where there are none: systems other than Linux on x86_64 and aarch64, and where JNA's native part is
     *     missing
     */
    public static @Nullable Supplier<KernelStamps> ofThisSystem(StampCounts counts) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "");
        if (!system.equals("linux") || !(machine.equals("amd64") || machine.equals("aarch64"))) {
            LOG.info(
                    "arrivals are stamped when they are read: {} on {} does not stamp packets for us", system, machine);
            return null;
        }
        try {
            LibC.load();
        } catch (LinkageError e) {
            LOG.info("arrivals are stamped when they are read: JNA cannot be used here ({})", e.toString());
            return null;
        }
        return () -> new KernelStamps(new SocketPeek(), WallClockOffset.ofThisSystem(), counts);
    }

    /**
     * Has the packets of a connection stamped, which reads into the same buffers as before. To be called before it reads.
     *
     * @return null when the connection's descriptor is not to be had or the system refuses
     */
    public @Nullable KernelStampedReads of(Channel channel) {
        if (!(channel instanceof UnixChannel unix) || !sockets.stamps(unix.fd().intValue())) {
            return null;
        }
        RecvByteBufAllocator buffers = channel.config().getRecvByteBufAllocator();
        KernelStampedReads reads = new KernelStampedReads(unix.fd().intValue(), sockets, offset, counts, buffers);
        channel.config().setRecvByteBufAllocator(reads);
        return reads;
    }
}
