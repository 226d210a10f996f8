package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests to one engine in an agreed version. Closing it ends what waits for an answer. Thread-safe. */
final class DockerSession implements AutoCloseable {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final DockerEngine engine;
    private final Set<DockerConnection> open = ConcurrentHashMap.newKeySet();
    private volatile ApiVersion version = ApiVersion.OLDEST;
    private volatile boolean closed;

    DockerSession(DockerEngine engine) {
        this.engine = engine;
    }

    /** Another session of the version that was agreed on. */
    DockerSession another() {
        DockerSession other = new DockerSession(engine);
        other.version = version;
        return other;
    }

    /**
     * Agrees on a version: the newest that both know.
     *
     * @return what the engine told beside it
     */
    DockerPing negotiate() throws SourceException {
        try (DockerAnswer ping = exchange("/_ping", false)) {
            ApiVersion theirs = ApiVersion.of(ping.header("api-version"));
            if (theirs == null) {
                // A proxy that withholds /_ping or its headers may still let the version pass.
                theirs = ApiVersion.of(
                        getOrElse("/version", "{}").path("ApiVersion").asText());
            }
            version = theirs == null || theirs.compareTo(ApiVersion.NEWEST) > 0
                    ? (theirs == null ? ApiVersion.OLDEST : ApiVersion.NEWEST)
                    : theirs;
            return new DockerPing(version, String.valueOf(ping.header("server")), ping.header("date"));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private JsonNode getOrElse(String path, String otherwise) throws IOException {
        try (DockerAnswer answer = exchange(path, false)) {
            return answer.status() == 200
                    ? DockerJson.read(new BoundedInput(answer.body(), 1 << 20))
                    : DockerJson.parse(otherwise);
        }
    }

    /**
     * What the engine answers.
     *
     * @param path after the version, with its query
     * @param mostBytes more is an error
     * @return null when there is no such thing (404)
     */
    @Nullable
    JsonNode get(String path, long mostBytes) throws SourceException {
        try (DockerAnswer answer = agreed(path, false)) {
            return answer.status() == NOT_FOUND ? null : DockerJson.read(new BoundedInput(answer.body(), mostBytes));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** An answer whose body may never end; to be closed by the caller. 200, or 404 for what is not there. */
    DockerAnswer stream(String path) throws SourceException {
        return agreed(path, true);
    }

    private DockerAnswer agreed(String path, boolean endless) throws SourceException {
        try {
            DockerAnswer answer = exchange("/v" + version + path, endless);
            ApiVersion wanted = answer.status() == BAD_REQUEST ? agreeAnew(answer) : null;
            if (wanted != null) {
                answer = exchange("/v" + wanted + path, endless);
            }
            if (answer.status() != 200 && answer.status() != NOT_FOUND) {
                try (DockerAnswer refused = answer) {
                    throw DockerFailures.of(
                            engine.address(), withoutQuery(path), refused.status(), refused.complaint());
                }
            }
            return answer;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** An engine that finds our version too old or too new says which it wants. */
    private @Nullable ApiVersion agreeAnew(DockerAnswer refusal) throws SourceException, IOException {
        try (DockerAnswer refused = refusal) {
            String complaint = refused.complaint();
            ApiVersion wanted = ApiVersion.wantedBy(complaint);
            if (wanted == null || wanted.equals(version)) {
                throw DockerFailures.of(engine.address(), "of version " + version, refused.status(), complaint);
            }
            if (wanted.compareTo(ApiVersion.NEWEST) > 0) {
                throw new SourceException(
                        FailureKind.UNAVAILABLE,
                        engine.address() + " wants version " + wanted + " of its API at least, and this agent knows "
                                + ApiVersion.NEWEST + " at most: update it");
            }
            version = wanted;
            return wanted;
        }
    }

    /** The time limit covers the whole answer, of an endless one the head. */
    private DockerAnswer exchange(String path, boolean endless) throws IOException {
        DockerConnection connection = engine.connect();
        open.add(connection);
        if (closed) {
            forget(connection);
            throw new BadAnswerException("given up");
        }
        Duration limit = engine.requestTimeout();
        CompletableFuture<Void> inTime = new CompletableFuture<>();
        var unused = inTime.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).whenComplete((nothing, late) -> {
            if (late != null) {
                forget(connection);
            }
        });
        try {
            engine.ask(connection, path);
            DockerAnswer answer = DockerAnswer.read(connection);
            if (endless) {
                inTime.complete(null);
            }
            return new DockerAnswer(answer.status(), answer.headers(), answer.body(), () -> {
                inTime.complete(null);
                forget(connection);
            });
        } catch (IOException e) {
            boolean late = !inTime.complete(null);
            forget(connection);
            throw late ? new BadAnswerException("no answer within " + limit.toMillis() + " ms") : e;
        }
    }

    private void forget(DockerConnection connection) {
        open.remove(connection);
        try {
            connection.close();
        } catch (IOException e) {
            // There is nobody left to whom it would matter.
        }
    }

    private SourceException failure(IOException e) {
        return DockerFailures.of(engine.address(), e);
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(this::forget);
    }
}
