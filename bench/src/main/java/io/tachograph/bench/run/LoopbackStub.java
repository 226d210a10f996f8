package io.tachograph.bench.run;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers every request on the loopback at once with a short stream of a chat completion. A thread per connection. */
final class LoopbackStub implements Closeable {
    private static final int TOKENS = 8;
    private static final byte[] ANSWER = answer();

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    LoopbackStub() throws IOException {
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        start("tachograph-stub", this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    private static byte[] answer() {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\n");
        text.append("Content-Type: text/event-stream\r\n");
        text.append("Transfer-Encoding: chunked\r\n\r\n");
        for (int token = 1; token <= TOKENS; token++) {
            boolean last = token == TOKENS;
            chunk(
                    text,
                    "data: {\"id\":\"stub\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"stub\",\"choices\":"
                            + "[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":"
                            + (last ? "\"stop\"" : "null") + "}]"
                            + (last
                                    ? ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":8,\"total_tokens\":17}"
                                    : "")
                            + "}\n\n");
        }
        chunk(text, "data: [DONE]\n\n");
        return text.append("0\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void chunk(StringBuilder text, String event) {
        text.append(Integer.toHexString(event.length()))
                .append("\r\n")
                .append(event)
                .append("\r\n");
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                start("tachograph-stub-connection", () -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: that ends it.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (skipRequest(in)) {
                out.write(ANSWER);
            }
        } catch (IOException e) {
            // The client has left.
        } finally {
            open.remove(socket);
        }
    }

    /** Reads one request with its body, as its {@code Content-Length} says. */
    private static boolean skipRequest(InputStream in) throws IOException {
        int length = 0;
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                if (line.length() == 0) {
                    in.skipNBytes(length);
                    return true;
                }
                if (line.toString().regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
                line.setLength(0);
            } else if (b != '\r') {
                line.append((char) b);
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
