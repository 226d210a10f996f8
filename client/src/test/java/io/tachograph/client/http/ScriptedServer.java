package io.tachograph.client.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a bare socket that answers each request as its script says, byte by byte if need be. Requests for
 * {@code /version} get a 404 unless the script wants them.
 */
public final class ScriptedServer implements AutoCloseable {
    /** What happens when a request was read. */
    public interface Script {
        void answer(Request request, Wire wire) throws IOException, InterruptedException;
    }

    /** A request as it came. Header names are in lower case. */
    public record Request(String line, Map<String, String> headers, String body) {
        public String path() {
            return line.split(" ", 3)[1];
        }
    }

    /** The way back to the client. */
    public static final class Wire {
        private final Socket socket;
        private final OutputStream out;
        private final CountDownLatch serverClosed;

        private Wire(Socket socket, CountDownLatch serverClosed) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.serverClosed = serverClosed;
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        public void send(String status, String headers, String body) throws IOException {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            send("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + body);
        }

        public void beginStream() throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        public void chunk(String text) throws IOException {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            send(Integer.toHexString(length) + "\r\n" + text + "\r\n");
        }

        public void endStream() throws IOException {
            send("0\r\n\r\n");
        }

        public void close() throws IOException {
            socket.close();
        }

        /** Says nothing until the server is closed. */
        public void stall() throws InterruptedException {
            serverClosed.await();
        }
    }

    private final ServerSocket listening;
    private final Script script;
    private final String scheme;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean answersVersion;

    private ScriptedServer(ServerSocket listening, String scheme, Script script) {
        this.listening = listening;
        this.scheme = scheme;
        this.script = script;
        startThread("scripted-server", this::acceptAll);
    }

    public static ScriptedServer start(Script script) throws IOException {
        return start(InetAddress.getLoopbackAddress(), script);
    }

    static ScriptedServer start(InetAddress address, Script script) throws IOException {
        return new ScriptedServer(new ServerSocket(0, 50, address), "http", script);
    }

    static ScriptedServer start(ServerSocket tls, Script script) {
        return new ScriptedServer(tls, "https", script);
    }

    /** From now on the script gets requests for {@code /version} too. */
    public ScriptedServer withVersion() {
        answersVersion = true;
        return this;
    }

    public URI url() {
        return URI.create(scheme + "://localhost:" + listening.getLocalPort());
    }

    /** Requests that the script got, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public int connections() {
        return connections.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                startThread("scripted-connection", () -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Wire wire = new Wire(socket, closed);
            for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
                Map<String, String> headers = readHeaders(in);
                int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
                Request request = new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
                if (request.path().equals("/version") && !answersVersion) {
                    wire.send("404 Not Found", "", "");
                } else {
                    requests.add(request);
                    script.answer(request, wire);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client or the script has closed the connection.
            return;
        }
    }

    private static Map<String, String> readHeaders(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            String[] parts = line.split(": ?", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        return headers;
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void startThread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
