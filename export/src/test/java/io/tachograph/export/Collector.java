package io.tachograph.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.OtlpExportSection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A collector that keeps what it takes: by HTTP on the JDK's server, by gRPC on grpc-java's. */
final class Collector implements AutoCloseable {
    private static final Metadata.Key<String> KEY = Metadata.Key.of("x-key", Metadata.ASCII_STRING_MARSHALLER);

    private final OtlpExportSection.Protocol protocol;
    private final List<ExportMetricsServiceRequest> taken = new CopyOnWriteArrayList<>();
    /** So many deliveries are refused first. */
    private final AtomicInteger refusals;

    private final @Nullable HttpServer http;
    private final @Nullable Server grpc;
    private volatile @Nullable String key;

    private final int mostBytes;

    Collector(OtlpExportSection.Protocol protocol, int refusals) throws IOException {
        this(protocol, refusals, 4 << 20);
    }

    /** @param mostBytes that a request may have, inflated */
    Collector(OtlpExportSection.Protocol protocol, int refusals, int mostBytes) throws IOException {
        this.protocol = protocol;
        this.refusals = new AtomicInteger(refusals);
        this.mostBytes = mostBytes;
        if (protocol == OtlpExportSection.Protocol.HTTP) {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/v1/metrics", this::answer);
            http.start();
            grpc = null;
        } else {
            http = null;
            grpc = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .maxInboundMessageSize(mostBytes)
                    .addService(service())
                    .intercept(new KeyReader())
                    .build()
                    .start();
        }
    }

    private ServerServiceDefinition service() {
        MethodDescriptor<byte[], byte[]> export = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return ServerServiceDefinition.builder("opentelemetry.proto.collector.metrics.v1.MetricsService")
                .addMethod(export, ServerCalls.asyncUnaryCall((request, answers) -> {
                    if (refusals.getAndDecrement() > 0) {
                        answers.onError(Status.UNAVAILABLE.asRuntimeException());
                    } else {
                        take(request);
                        answers.onNext(ExportMetricsServiceResponse.getDefaultInstance()
                                .toByteArray());
                        answers.onCompleted();
                    }
                }))
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            key = exchange.getRequestHeaders().getFirst("x-key");
            InputStream body = exchange.getRequestBody();
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] request = (gzip ? new GZIPInputStream(body) : body).readAllBytes();
            if (request.length > mostBytes) {
                exchange.sendResponseHeaders(413, -1);
            } else if (refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                take(request);
                exchange.sendResponseHeaders(200, -1);
            }
        }
    }

    private void take(byte[] request) {
        try {
            taken.add(ExportMetricsServiceRequest.parseFrom(request));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    OtlpExportSection section(Duration giveUpAfter) {
        OtlpExportSection defaults = ConfigFile.defaults().otlpExport();
        int port = http != null ? http.getAddress().getPort() : grpc == null ? 0 : grpc.getPort();
        return new OtlpExportSection(
                "http://127.0.0.1:" + port,
                protocol,
                "HEADERS",
                null,
                defaults.resolution(),
                giveUpAfter,
                defaults.group(),
                defaults.host(),
                0);
    }

    /** All metrics that were taken, in order. */
    List<Metric> metrics() {
        return taken.stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .toList();
    }

    List<Metric> metrics(String name) {
        return metrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .toList();
    }

    /** Bytes of each request that was taken. */
    List<Integer> sizes() {
        return taken.stream()
                .map(ExportMetricsServiceRequest::getSerializedSize)
                .toList();
    }

    /** What the last request showed as {@code x-key}. */
    @Nullable
    String key() {
        return key;
    }

    @Override
    public void close() {
        if (http != null) {
            http.stop(0);
        }
        if (grpc != null) {
            grpc.shutdownNow();
        }
    }

    private final class KeyReader implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            key = headers.get(KEY);
            return next.startCall(call, headers);
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
