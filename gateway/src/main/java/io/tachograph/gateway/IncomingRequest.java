package io.tachograph.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.client.endpoint.ApiResource;
import io.tachograph.client.http.BodyBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is coming in. Nothing of the body of one that is refused is kept. On one event loop. */
final class IncomingRequest {
    /** So much of what nobody wants is read before the answer, so that the connection can be kept. */
    private static final int DISCARDED_BYTES = 64 * 1024;
    /** What a piece takes however short it is: a client may send its body byte by byte. */
    private static final int LEAST_PIECE_BYTES = 64;

    private final @Nullable ApiResource resource;
    private final HttpHeaders headers;
    private final @Nullable Admission admission;
    private final int maxBodyBytes;
    private final BodyBudget.@Nullable Share share;
    private final List<byte[]> pieces = new ArrayList<>();
    private @Nullable Reply reply;
    private int bodyBytes;
    private long discardedBytes;

    private IncomingRequest(
            @Nullable ApiResource resource,
            HttpHeaders headers,
            @Nullable Admission admission,
            int maxBodyBytes,
            BodyBudget.@Nullable Share share,
            @Nullable Reply reply) {
        this.resource = resource;
        this.headers = headers;
        this.admission = admission;
        this.maxBodyBytes = maxBodyBytes;
        this.share = share;
        this.reply = reply;
    }

    /** One that may pass when its body is right. */
    static IncomingRequest admitted(
            ApiResource resource, HttpHeaders headers, Admission admission, int maxBodyBytes, BodyBudget.Share share) {
        return new IncomingRequest(resource, headers, admission, maxBodyBytes, share, null);
    }

    /** One that the gateway answers itself, whatever is in its body. */
    static IncomingRequest answered(@Nullable ApiResource resource, HttpHeaders headers, Reply reply) {
        return new IncomingRequest(resource, headers, null, 0, null, reply);
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
        if (bytes == 0) {
            return;
        }
        if (reply == null && bodyBytes + (long) bytes > maxBodyBytes) {
            refuse(tooLarge(resource, maxBodyBytes));
        } else if (reply == null && !share().add(Math.max(bytes, LEAST_PIECE_BYTES))) {
            refuse(Reply.refusal(
                    resource,
                    503,
                    "overloaded",
                    "The requests that are coming in are too large together (gateway.max-bodies-mib). Try again.",
                    Map.of("Retry-After", "1")));
        }
        if (reply == null) {
            byte[] copy = new byte[bytes];
            piece.getBytes(piece.readerIndex(), copy);
            pieces.add(copy);
            bodyBytes += bytes;
        } else {
            discardedBytes += bytes;
        }
    }

    private void refuse(Reply answer) {
        discardedBytes = bodyBytes;
        reply = answer;
        letGo();
    }

    /** Nothing of the body is wanted any more. */
    void letGo() {
        pieces.clear();
        bodyBytes = 0;
        if (share != null) {
            share.release();
        }
    }

    /** What the body has of the gateway's memory; whoever takes the body gives it back. */
    BodyBudget.Share share() {
        return Objects.requireNonNull(share, "not admitted");
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

    /** All of it, which is not kept here. */
    byte[] takeBody() {
        if (pieces.size() == 1) {
            return pieces.remove(0);
        }
        byte[] body = new byte[bodyBytes];
        int end = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, body, end, piece.length);
            end += piece.length;
        }
        pieces.clear();
        return body;
    }
}
