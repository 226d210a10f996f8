package io.tachograph.collectors.source.docker;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays recorded answers of a Docker engine, and bad ones. */
public final class FakeDocker implements AutoCloseable {
    /** The container of the recordings. */
    static final String VLLM = "8862913f22ac6ab92d08c72a2f9b0e3287164dfb4ad7360a69833c63596a3b05";

    static final String OTHER = "c0a41664ff6be3a913f758d1eea3de66bb42c9ae4cda6af839b618aef494eb90";

    /** Writes an answer, head and all. */
    @FunctionalInterface
    public interface Answer {
        void to(OutputStream out) throws IOException;
    }

    public final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final List<OutputStream> followers = new CopyOnWriteArrayList<>();
    volatile String minimum = "1.24";
    volatile String maximum = "1.41";
    volatile boolean headerTold = true;

    private FakeDocker() {
        answers.put("/info", json(recorded("info.json")));
        answers.put("/containers/json", json(recorded("containers.json")));
        answers.put("/containers/" + VLLM + "/json", json(recorded("inspect-vllm-1.json")));
        answers.put("/containers/" + OTHER + "/json", json(recorded("inspect-other.json")));
        answers.put("/containers/" + VLLM + "/stats", json(recorded("stats-1.json")));
        answers.put("/containers/" + OTHER + "/stats", json(recorded("stats-stopped.json")));
        answers.put("/events", this::follow);
    }

    static FakeDocker onUnixSocket(Path socket) throws IOException {
        FakeDocker fake = new FakeDocker();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        fake.open.add(server);
        fake.start(() -> {
            SocketChannel client = server.accept();
            return new DockerConnection(Channels.newInputStream(client), Channels.newOutputStream(client), client);
        });
        return fake;
    }

    public static FakeDocker on(ServerSocket server) {
        FakeDocker fake = new FakeDocker();
        fake.open.add(server);
        fake.start(() -> {
            Socket client = server.accept();
            return new DockerConnection(client.getInputStream(), client.getOutputStream(), client);
        });
        return fake;
    }

    @FunctionalInterface
    private interface Acceptor {
        DockerConnection accept() throws IOException;
    }

    private void start(Acceptor acceptor) {
        daemon(() -> {
            while (true) {
                DockerConnection client = acceptor.accept();
                open.add(client);
                daemon(() -> serve(client));
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(DockerConnection client) throws IOException {
        try (client) {
            String head = head(client.in());
            String path = head.split(" ", 3)[1];
            asked.add(path);
            int now = atOnce.incrementAndGet();
            mostAtOnce.accumulateAndGet(now, Math::max);
            try {
                answer(path).to(client.out());
                client.out().flush();
            } finally {
                atOnce.decrementAndGet();
            }
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

    /** As moby's version middleware does. */
    private Answer answer(String path) {
        String bare = path.replaceFirst("\\?.*", "");
        if (bare.equals("/_ping")) {
            return answers.getOrDefault(
                    "/_ping", whole(200, headerTold ? "Api-Version: " + maximum : "X: y", bytes("OK")));
        }
        if (bare.equals("/version")) {
            return answers.getOrDefault("/version", json("{\"ApiVersion\":\"" + maximum + "\"}"));
        }
        ApiVersion version = Objects.requireNonNull(ApiVersion.of(bare.replaceFirst("^/v([0-9.]+)/.*", "$1")));
        if (version.compareTo(Objects.requireNonNull(ApiVersion.of(minimum))) < 0) {
            return error(
                    400,
                    "client version " + version + " is too old. Minimum supported API version is " + minimum
                            + ", please upgrade your client to a newer version");
        }
        if (version.compareTo(Objects.requireNonNull(ApiVersion.of(maximum))) > 0) {
            return error(400, "client version " + version + " is too new. Maximum supported API version is " + maximum);
        }
        String name = bare.replaceFirst("^/v[0-9.]+", "");
        return answers.getOrDefault(name, error(404, "No such container: " + name));
    }

    void follow(OutputStream out) throws IOException {
        out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"));
        out.flush();
        followers.add(out);
        Object forEver = new Object();
        synchronized (forEver) {
            try {
                while (followers.contains(out)) {
                    forEver.wait(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isFollowed() {
        return !followers.isEmpty();
    }

    /** To all who follow. */
    void event(String action, String id, long nanos) throws IOException {
        String json = String.format(
                Locale.ROOT,
                "{\"Type\":\"container\",\"Action\":\"%s\",\"Actor\":{\"ID\":\"%s\",\"Attributes\":{}},"
                        + "\"scope\":\"local\",\"time\":%d,\"timeNano\":%d}%n",
                action,
                id,
                nanos / 1_000_000_000,
                nanos);
        for (OutputStream out : followers) {
            out.write(bytes(Integer.toHexString(json.length()) + "\r\n" + json + "\r\n"));
            out.flush();
        }
    }

    void cutEvents() {
        followers.clear();
    }

    long askedFor(String part) {
        return asked.stream().filter(path -> path.contains(part)).count();
    }

    public static Answer json(String text) {
        return whole(200, "Content-Type: application/json", bytes(text));
    }

    static Answer error(int status, String message) {
        return whole(status, "Content-Type: application/json", bytes("{\"message\":\"" + message + "\"}\n"));
    }

    /** With the daemon's clock. */
    static Answer whole(int status, String header, byte[] body) {
        return out -> {
            out.write(bytes("HTTP/1.1 " + status + " Any\r\n" + header
                    + "\r\nServer: Docker/20.10.24+dfsg1 (linux)\r\nDate: Mon, 30 Nov 2026 08:45:37 GMT"
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
            out.write(body);
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String recorded(String name) {
        return new String(recordedBytes(name), StandardCharsets.UTF_8);
    }

    static byte[] recordedBytes(String name) {
        try (InputStream in =
                Objects.requireNonNull(FakeDocker.class.getResourceAsStream("/docker-20.10.24/" + name), name)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            in.transferTo(all);
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        followers.clear();
        for (Closeable one : open) {
            one.close();
        }
    }
}
