package io.tachograph.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must know theirs before they listen. The system's own choice would be one of those that it
 * gives to everybody who connects anywhere, often the next one: it may be taken by the time the server listens. These are
 * drawn below those, so that only another process that draws the same one at the same time is in the way.
 */
public final class FreePort {
    private static final int LEAST = 10_240;

    /** Linux begins to choose here; other systems do so above. */
    private static final int END = 32_768;

    private static final int TRIES = 1_000;

    private FreePort() {}

    /** A port of the loopback interface that nobody listens on. */
    public static int find() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port from " + LEAST + " to " + (END - 1) + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
