package io.tachograph.collectors.source.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/** A server that treats every request in one bad way. What it says quotes the key that it was shown. */
final class HostilePeer implements AutoCloseable {
    static final String SECRET = "s3cr3t-of-everybody";
    private static final int LARGE_BYTES = 1 << 16;
    private static final int BOMB_BYTES = 64 << 20;

    /** What it does. */
    enum Deed {
        SAYS_NOTHING,
        CLOSES,
        FAILS,
        REFUSES,
        SENDS_HTML,
        SENDS_NO_HTTP,
        ENDS_EARLY,
        NEVER_ENDS,
        NEVER_ENDS_ITS_HEAD,
        SENDS_A_BOMB
    }

    private final Deed deed;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    HostilePeer(Deed deed) throws IOException {
        this.deed = deed;
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                daemon(() -> serve(client));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether somebody still waits for it, or still lets it talk. */
    boolean isHeld() {
        return !open.isEmpty();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Closed by either side.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            String head = head(client.getInputStream());
            OutputStream out = client.getOutputStream();
            if (head.startsWith("POST /token ")) {
                send(out, 200, "application/json", "{\"access_token\":\"" + SECRET + "\",\"expires_in\":3599}");
            } else if (head.startsWith("GET /_ping ")) {
                send(out, 200, "text/plain", "OK");
            } else {
                // Basic authentication holds it, too.
                String key = head.contains(SECRET) || head.contains("Basic ") ? SECRET : "none";
                answer(client.getInputStream(), out, key);
            }
        } finally {
            open.remove(client);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void answer(InputStream in, OutputStream out, String key) throws IOException {
        switch (deed) {
            case SAYS_NOTHING -> untilClosed(in);
            case CLOSES -> {}
            case FAILS -> send(out, 500, "text/plain", "no such key: " + key);
            case REFUSES -> send(out, 401, "application/json", "{\"message\":\"" + key + " is no key\"}");
            case SENDS_HTML -> send(out, 200, "text/html", "<!doctype html><title>Sign in, " + key + "</title>");
            case SENDS_NO_HTTP -> out.write(bytes("220 smtp " + key + "\r\n\r\n"));
            case ENDS_EARLY ->
                out.write(bytes(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[\"half"));
            case NEVER_ENDS -> {
                out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n["));
                forEver(out, "\"" + "x".repeat(LARGE_BYTES) + "\",\n");
            }
            case NEVER_ENDS_ITS_HEAD -> {
                out.write(bytes("HTTP/1.1 200 OK\r\n"));
                forEver(out, "X-Header: " + "x".repeat(1000) + "\r\n");
            }
            case SENDS_A_BOMB -> {
                byte[] bomb = bomb();
                out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: " + bomb.length + "\r\n\r\n"));
                out.write(bomb);
            }
        }
        out.flush();
    }

    private static void untilClosed(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // A body may come.
        }
    }

    private static void forEver(OutputStream out, String part) throws IOException {
        byte[] bytes = bytes(part);
        while (true) {
            out.write(bytes);
        }
    }

    private static void send(OutputStream out, int status, String type, String body) throws IOException {
        out.write(bytes("HTTP/1.1 " + status + " Any\r\nContent-Type: " + type + "\r\nApi-Version: 1.41\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body));
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] part = bytes("[" + " ".repeat(LARGE_BYTES));
            for (int sent = 0; sent < BOMB_BYTES; sent += part.length) {
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
