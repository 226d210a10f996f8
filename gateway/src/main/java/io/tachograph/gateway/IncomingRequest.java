package io.tachograph.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.client.endpoint.ApiResource;
import java.io.ByteArrayOutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is coming in. Nothing of the body of one that is refused is kept. On one event loop. */
final class IncomingRequest {
    /** So much of what nobody wants is read before the answer, so that the connection can be kept. */
    private static final int DISCARDED_BYTES = 64 * 1024;

    private final @Nullable ApiResource resource;
    private final HttpHeaders headers;
    private final @Nullable Admission admission;
    private final int maxBodyBytes;
    private @Nullable Reply reply;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long discardedBytes;

    private IncomingRequest(
            @Nullable ApiResource resource,
            HttpHeaders headers,
            @Nullable Admission admission,
            int maxBodyBytes,
            @Nullable Reply reply) {
        this.resource = resource;
        this.headers = headers;
        this.admission = admission;
        this.maxBodyBytes = maxBodyBytes;
        this.reply = reply;
    }

    /** One that may pass when its body is right. */
    static IncomingRequest admitted(ApiResource resource, HttpHeaders headers, Admission admission, int maxBodyBytes) {
        return new IncomingRequest(resource, headers, admission, maxBodyBytes, null);
    }

    /** One that the gateway answers itself, whatever is in its body. */
    static IncomingRequest answered(@Nullable ApiResource resource, HttpHeaders headers, Reply reply) {
        return new IncomingRequest(resource, headers, null, 0, reply);
    }

    /** One of which nobody can say where it ends, and so where the next would begin. */
    static IncomingRequest unbounded(@Nullable ApiResource resource, HttpHeaders headers, Reply reply) {
        IncomingRequest request = answered(resource, headers, reply);
        request.discardedBytes = Long.MAX_VALUE / 2;
        return request;
    }

    /** What it is for, null for nothing that targets do. */
    @Nullable
    ApiResource resource() {
        return resource;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** Of one that may pass. */
    Admission admission() {
        return Objects.requireNonNull(admission, "not admitted");
    }

    /** The gateway's own answer; null while it has none. */
    @Nullable
    Reply reply() {
        return reply;
    }

    void add(ByteBuf piece) {
        int bytes = piece.readableBytes();
        if (reply == null && body.size() + (long) bytes > maxBodyBytes) {
            discardedBytes = body.size();
            body = new ByteArrayOutputStream();
            reply = tooLarge(resource, maxBodyBytes);
        }
        if (reply == null) {
            byte[] copy = new byte[bytes];
            piece.getBytes(piece.readerIndex(), copy);
            body.writeBytes(copy);
        } else {
            discardedBytes += bytes;
        }
    }

    static Reply tooLarge(@Nullable ApiResource resource, int maxBodyBytes) {
        return Reply.refusal(
                resource,
                413,
                "request_too_large",
                "The body may have " + (maxBodyBytes >> 20) + " MiB (gateway.max-body-mib).");
    }

    /** Whether its sender is to be answered now, though he is still sending. */
    boolean isHopeless() {
        return reply != null && discardedBytes > DISCARDED_BYTES;
    }

    byte[] body() {
        return body.toByteArray();
    }
}
