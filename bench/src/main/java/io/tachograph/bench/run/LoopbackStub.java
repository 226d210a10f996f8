package io.tachograph.bench.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers every request on the loopback at once with a short stream of a chat completion: every other time as a whole,
 * else token by token, as servers under load and others do. A thread per connection.
 */
final class LoopbackStub implements Closeable {
    private static final int TOKENS = 8;
    private static final List<byte[]> PIECES = answer();
    private static final byte[] WHOLE = whole();

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    LoopbackStub() throws IOException {
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        start("tachograph-stub", this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    private static List<byte[]> answer() {
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"));
        for (int token = 1; token <= TOKENS; token++) {
            boolean last = token == TOKENS;
            String usage = ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":8,\"total_tokens\":17}";
            pieces.add(chunk(
                    "data: {\"id\":\"stub\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"stub\","
                            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":"
                            + (last ? "\"stop\"" : "null") + "}]" + (last ? usage : "") + "}\n\n"));
        }
        pieces.add(chunk("data: [DONE]\n\n"));
        pieces.add(ascii("0\r\n\r\n"));
        return pieces;
    }

    private static byte[] whole() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        PIECES.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static byte[] chunk(String event) {
        return ascii(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
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
            for (int answer = 0; skipRequest(in); answer++) {
                if (answer % 2 == 0) {
                    out.write(WHOLE);
                    continue;
                }
                for (byte[] piece : PIECES) {
                    out.write(piece);
                }
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
