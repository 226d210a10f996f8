package io.tachograph.standalone.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback interface that does one thing to everybody who connects. */
final class OddServer implements AutoCloseable {
    /** What it does to a connection whose request it has read. */
    interface Manner {
        /** @param request number of the request for an answer, from 1 */
        void treat(Socket connection, int request) throws IOException, InterruptedException;
    }

    private static final int LARGEST_REQUEST = 1 << 20;
    /** A whole streamed answer of two tokens. */
    static final String STREAM = """
            data: {"choices":[{"index":0,"delta":{"content":"one"}}]}

            data: {"choices":[{"index":0,"delta":{"content":" two"},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}

            data: [DONE]

            """;

    private final ServerSocket socket;
    private final String scheme;
    private final Manner manner;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    private OddServer(ServerSocket socket, String scheme, Manner manner) {
        this.socket = socket;
        this.scheme = scheme;
        this.manner = manner;
        daemon(this::accept);
    }

    static OddServer of(Manner manner) throws IOException {
        return new OddServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http", manner);
    }

    static OddServer overTls(ServerSocket tls) {
        return overTls(tls, (connection, request) -> answer(connection, "200 OK", "text/plain", "hi"));
    }

    static OddServer overTls(ServerSocket tls, Manner manner) {
        return new OddServer(tls, "https", manner);
    }

    /** The same answer for everybody. */
    static OddServer answering(String status, String type, String body) throws IOException {
        return of((connection, request) -> answer(connection, status, type, body));
    }

    /** Never says anything. */
    static OddServer silent() throws IOException {
        return of((connection, request) -> new CountDownLatch(1).await());
    }

    /** Answers the first requests in full, and of the others only begins. */
    static OddServer endlessAfter(int answered) throws IOException {
        return of((connection, request) -> {
            if (request <= answered) {
                answer(connection, "200 OK", "text/event-stream", STREAM);
            } else {
                String begin = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                        + STREAM.lines().findFirst().orElseThrow() + "\n\n";
                connection.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
                connection.getOutputStream().flush();
                new CountDownLatch(1).await();
            }
        });
    }

    static void answer(Socket connection, String status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().write(bytes);
        connection.getOutputStream().flush();
    }

    String url() {
        return scheme + "://localhost:" + socket.getLocalPort();
    }

    /** Requests for answers so far. */
    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (end.getCount() > 0) {
                Socket connection = socket.accept();
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String head = read(new BufferedInputStream(connection.getInputStream()));
            boolean asks = head.startsWith("POST ");
            manner.treat(connection, asks ? requests.incrementAndGet() : 0);
        } catch (IOException e) {
            // The client went away, which is its own affair.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Head and body, so that closing does not reset the connection. */
    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0 && head.length() < LARGEST_REQUEST) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended early");
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        in.readNBytes(length);
        return head.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "odd-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        socket.close();
    }
}
