package io.tachograph.api.cache;

import io.tachograph.api.redis.SharedRedis;
import io.tachograph.store.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.SetParams;

/** Answers that instances share by Redis. Thread-safe. */
public final class SharedAnswers {
    /** The number is of the form of what is kept. */
    private static final String PREFIX = "tachograph:answer-1:";

    /** A larger one would hold up everybody else's answers on its way. */
    private static final int MOST_BYTES = 4 << 20;

    private final SharedRedis redis;

    public SharedAnswers(SharedRedis redis) {
        this.redis = redis;
    }

    @Nullable
    KeptAnswer get(String key) {
        return redis.ask(client -> client.get(nameOf(key)))
                .map(SharedAnswers::decode)
                .orElse(null);
    }

    /** Keeps an answer for at most so long; one of more than {@value #MOST_BYTES} bytes is not shared. */
    void put(String key, KeptAnswer answer, Duration keep) {
        if (answer.body().length > MOST_BYTES) {
            return;
        }
        byte[] bytes = encode(answer);
        redis.ask(client -> client.set(nameOf(key), bytes, SetParams.setParams().px(keep.toMillis())));
    }

    private static byte[] nameOf(String key) {
        return (PREFIX + HexFormat.of().formatHex(Sha256.of(key))).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encode(KeptAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length + 200);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(answer.contentType());
            out.writeUTF(answer.etag());
            out.writeInt(answer.maxAgeSeconds());
            String next = answer.next();
            out.writeBoolean(next != null);
            if (next != null) {
                byte[] path = next.getBytes(StandardCharsets.UTF_8);
                out.writeInt(path.length);
                out.write(path);
            }
            out.writeLong(answer.madeAtMillis());
            out.write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written to.", e);
        }
        return bytes.toByteArray();
    }

    /** Null when it is nothing of ours. */
    private static @Nullable KeptAnswer decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String contentType = in.readUTF();
            String etag = in.readUTF();
            int maxAgeSeconds = in.readInt();
            String next = in.readBoolean() ? new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8) : null;
            long madeAtMillis = in.readLong();
            return new KeptAnswer(contentType, in.readAllBytes(), etag, maxAgeSeconds, next, madeAtMillis);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
