package io.tachograph.client.http.arrival;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.LongSupplier;

/** Whether the system that runs the tests stamps packets, found out on a bare socket; and stamps with clocks that are off. */
public final class ThisKernel {
    private ThisKernel() {}

    /** Skips a test, with the reason, where there are no stamps. */
    public static void mustStamp() throws Exception {
        assumeThat(Epoll.isAvailable()).as("no epoll here, so no kernel stamps").isTrue();
        assumeThat(KernelStamps.ofThisSystem(new StampCounts()))
                .as("JNA or this system has no kernel stamps")
                .isNotNull();
        assumeThat(stampsABareSocket())
                .as("this kernel stamps no packets of TCP")
                .isTrue();
    }

    private static boolean stampsABareSocket() throws Exception {
        SocketPeek peek = new SocketPeek();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LinuxSocket client = LinuxSocket.newSocketStream();
            try {
                int fd = client.intValue();
                if (!peek.stamps(fd)) {
                    return false;
                }
                client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
                try (Socket peer = server.accept()) {
                    long limit = System.nanoTime() + 20_000_000_000L;
                    // The first packets after stamping was turned on may have none.
                    while (peek.stampNanos() == ReceiveQueue.NO_STAMP && System.nanoTime() - limit < 0) {
                        peer.getOutputStream().write(1);
                        boolean unused = peek.look(fd, 1_000_000);
                    }
                    return peek.stampNanos() != ReceiveQueue.NO_STAMP;
                }
            } finally {
                client.close();
            }
        }
    }

    /** Skips a test, with the reason, where the machine has no such address. */
    public static void mustHave(String address) {
        assumeThat(has(address)).as("this machine has no address " + address).isTrue();
    }

    private static boolean has(String address) {
        try (ServerSocket bound = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return bound.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Kernel stamps beside a wall clock of the test's. */
    public static KernelStamps withWallClock(LongSupplier wall, StampCounts counts) {
        return new KernelStamps(new SocketPeek(), new WallClockOffset(System::nanoTime, wall), counts);
    }
}
