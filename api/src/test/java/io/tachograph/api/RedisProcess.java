package io.tachograph.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A real Redis, where one is installed (Debian's package {@code redis-server}). */
final class RedisProcess implements AutoCloseable {
    final int port;
    private final Path directory;
    private Process process;

    private RedisProcess(int port, Path directory) throws IOException {
        this.port = port;
        this.directory = directory;
        this.process = run();
    }

    /** Skips the test where there is none. */
    static RedisProcess start(Path directory) throws IOException {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server"))),
                "skipped: no redis-server here");
        RedisProcess redis = new RedisProcess(freePort(), directory);
        redis.await();
        return redis;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process run() throws IOException {
        return new ProcessBuilder(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
    }

    private void await() {
        Awaitility.await().until(() -> {
            try (RedisClient client = RedisClient.create("127.0.0.1", port)) {
                return client.ping().equals("PONG");
            } catch (JedisConnectionException e) {
                return false;
            }
        });
    }

    /** Keys that it holds. */
    long keys() {
        try (RedisClient client = RedisClient.create("127.0.0.1", port)) {
            return client.dbSize();
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = run();
        await();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
