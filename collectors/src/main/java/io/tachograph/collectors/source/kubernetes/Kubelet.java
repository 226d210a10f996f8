package io.tachograph.collectors.source.kubernetes;

import com.google.protobuf.CodedInputStream;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The kubelet's account of its devices, over its unix socket. Connects when it is asked. Thread-safe. */
final class Kubelet implements AutoCloseable {
    private static final int MOST_BYTES = 16 << 20;
    private static final MethodDescriptor<byte[], List<PodDevices>> LIST = method("List", PodResources::pods);
    private static final MethodDescriptor<byte[], List<PodDevices>> ALLOCATABLE =
            method("GetAllocatableResources", PodResources::allocatable);
    private static final byte[] EMPTY = {};

    private final Path socket;
    private final Duration timeout;
    private final MultiThreadIoEventLoopGroup loop;
    private final ManagedChannel channel;

    Kubelet(Path socket, Duration timeout) {
        this.socket = socket;
        this.timeout = timeout;
        loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("tachograph-kubelet", true), NioIoHandler.newFactory());
        channel = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .overrideAuthority("localhost")
                .channelType(NioDomainSocketChannel.class)
                .eventLoopGroup(loop)
                .usePlaintext()
                .maxInboundMessageSize(MOST_BYTES)
                .build();
    }

    /** What every container has. */
    List<PodDevices> held() throws SourceException {
        return ask(LIST);
    }

    /** What there is to be had. */
    List<PodDevices> allocatable() throws SourceException {
        return ask(ALLOCATABLE);
    }

    private List<PodDevices> ask(MethodDescriptor<byte[], List<PodDevices>> method) throws SourceException {
        if (!Files.exists(socket)) {
            throw new SourceException(
                    FailureKind.UNREACHABLE,
                    "there is no kubelet's socket " + socket
                            + ": mount its folder into the agent, read-only, or name it as" + " pod-resources");
        }
        try {
            // A socket that came, or came anew, since the last question is not to be waited for.
            channel.resetConnectBackoff();
            return ClientCalls.blockingUnaryCall(
                    channel,
                    method,
                    CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS),
                    EMPTY);
        } catch (StatusRuntimeException e) {
            throw failure(e.getStatus().getCode());
        }
    }

    private SourceException failure(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE ->
                new SourceException(
                        FailureKind.UNREACHABLE,
                        "no kubelet listens at " + socket + ", or the agent's user may not connect to it");
            case DEADLINE_EXCEEDED ->
                new SourceException(
                        FailureKind.TIMEOUT,
                        "the kubelet at " + socket + " has not answered within " + timeout.toMillis() + " ms");
            case UNIMPLEMENTED ->
                new SourceException(
                        FailureKind.UNAVAILABLE,
                        "the kubelet at " + socket + " knows no v1 of pod-resources: it came"
                                + " with Kubernetes 1.20");
            case RESOURCE_EXHAUSTED ->
                new SourceException(
                        FailureKind.TOO_LARGE,
                        "the kubelet at " + socket + " is asked too often, or has more to tell than " + MOST_BYTES
                                + " bytes");
            default ->
                new SourceException(FailureKind.UNAVAILABLE, "the kubelet at " + socket + " answers with " + code);
        };
    }

    private interface Parser {
        List<PodDevices> parse(CodedInputStream in) throws IOException;
    }

    private static MethodDescriptor<byte[], List<PodDevices>> method(String name, Parser parser) {
        return MethodDescriptor.<byte[], List<PodDevices>>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("v1.PodResourcesLister", name))
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Parsed(parser))
                .build();
    }

    /** Requests of these methods have no fields. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("we ask, and are not asked");
        }
    }

    private record Parsed(Parser parser) implements MethodDescriptor.Marshaller<List<PodDevices>> {
        @Override
        public InputStream stream(List<PodDevices> value) {
            throw new UnsupportedOperationException("we ask, and are not asked");
        }

        @Override
        public List<PodDevices> parse(InputStream stream) {
            try {
                return parser.parse(CodedInputStream.newInstance(stream));
            } catch (IOException e) {
                throw Status.DATA_LOSS.withCause(e).asRuntimeException();
            }
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
