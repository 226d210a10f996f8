package io.tachograph.collectors.source.kubernetes;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers on a unix socket as a kubelet does. Its messages are written by protobuf's own means, by the numbers of
 * {@code k8s.io/kubelet/pkg/apis/podresources/v1/api.proto}.
 */
final class FakeKubelet implements AutoCloseable {
    /** A container's devices. */
    record Device(String namespace, String pod, String container, String resource, List<String> ids) {}

    private final FileDescriptor api = api();
    private final Map<String, Device> devices = new ConcurrentSkipListMap<>();
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Server server;
    private volatile @Nullable Status refusal;
    private volatile boolean old;

    FakeKubelet(Path socket) throws IOException {
        server = NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioServerDomainSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .directExecutor()
                .addService(ServerServiceDefinition.builder("v1.PodResourcesLister")
                        .addMethod(method("List"), ServerCalls.asyncUnaryCall((request, answer) -> {
                            Status no = refusal;
                            if (no != null) {
                                answer.onError(no.asRuntimeException());
                                return;
                            }
                            answer.onNext(list().toByteArray());
                            answer.onCompleted();
                        }))
                        .addMethod(method("GetAllocatableResources"), ServerCalls.asyncUnaryCall((request, answer) -> {
                            if (old) {
                                answer.onError(Status.UNIMPLEMENTED.asRuntimeException());
                                return;
                            }
                            answer.onNext(allocatable().toByteArray());
                            answer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    void give(String key, Device device) {
        devices.put(key, device);
    }

    void take(String key) {
        devices.remove(key);
    }

    /** Nothing but this from now on. */
    void refuse(Status status) {
        refusal = status;
    }

    /** Knows nothing of what is to be had. */
    void beOld() {
        old = true;
    }

    private DynamicMessage list() {
        DynamicMessage.Builder answer = message("ListPodResourcesResponse");
        devices.values()
                .forEach(device -> add(
                        answer,
                        "pod_resources",
                        add(
                                        message("PodResources")
                                                .setField(field("PodResources", "name"), device.pod())
                                                .setField(field("PodResources", "namespace"), device.namespace()),
                                        "containers",
                                        add(
                                                        message("ContainerResources")
                                                                .setField(
                                                                        field("ContainerResources", "name"),
                                                                        device.container())
                                                                .addRepeatedField(
                                                                        field("ContainerResources", "cpu_ids"), 7L),
                                                        "devices",
                                                        devices(device.resource(), device.ids()))
                                                .build())
                                .build()));
        return answer.build();
    }

    private DynamicMessage allocatable() {
        return add(
                        add(
                                message("AllocatableResourcesResponse"),
                                "devices",
                                devices("nvidia.com/gpu", List.of("GPU-a", "GPU-b", "GPU-c"))),
                        "devices",
                        devices("example.com/nic", List.of("eth1")))
                .build();
    }

    private DynamicMessage devices(String resource, List<String> ids) {
        DynamicMessage.Builder devices =
                message("ContainerDevices").setField(field("ContainerDevices", "resource_name"), resource);
        ids.forEach(id -> devices.addRepeatedField(field("ContainerDevices", "device_ids"), id));
        return devices.build();
    }

    private static DynamicMessage.Builder add(DynamicMessage.Builder to, String field, DynamicMessage message) {
        return to.addRepeatedField(to.getDescriptorForType().findFieldByName(field), message);
    }

    private DynamicMessage.Builder message(String name) {
        return DynamicMessage.newBuilder(type(name));
    }

    private com.google.protobuf.Descriptors.FieldDescriptor field(String message, String name) {
        return type(message).findFieldByName(name);
    }

    private Descriptor type(String name) {
        return api.findMessageTypeByName(name);
    }

    private static FileDescriptor api() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("api.proto")
                .setPackage("v1")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("ContainerDevices")
                        .addField(text("resource_name", 1, FieldDescriptorProto.Label.LABEL_OPTIONAL))
                        .addField(text("device_ids", 2, FieldDescriptorProto.Label.LABEL_REPEATED)))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("ContainerResources")
                        .addField(text("name", 1, FieldDescriptorProto.Label.LABEL_OPTIONAL))
                        .addField(messages("devices", 2, "ContainerDevices"))
                        .addField(numbers("cpu_ids", 3)))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("PodResources")
                        .addField(text("name", 1, FieldDescriptorProto.Label.LABEL_OPTIONAL))
                        .addField(text("namespace", 2, FieldDescriptorProto.Label.LABEL_OPTIONAL))
                        .addField(messages("containers", 3, "ContainerResources")))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("ListPodResourcesResponse")
                        .addField(messages("pod_resources", 1, "PodResources")))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("AllocatableResourcesResponse")
                        .addField(messages("devices", 1, "ContainerDevices"))
                        .addField(numbers("cpu_ids", 2)))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto text(String name, int number, FieldDescriptorProto.Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(label)
                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                .build();
    }

    private static FieldDescriptorProto numbers(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                .setType(FieldDescriptorProto.Type.TYPE_INT64)
                .build();
    }

    private static FieldDescriptorProto messages(String name, int number, String type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                .setTypeName(".v1." + type)
                .build();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        MethodDescriptor.Marshaller<byte[]> bytes = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw Status.INTERNAL.withCause(e).asRuntimeException();
                }
            }
        };
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("v1.PodResourcesLister/" + name)
                .setRequestMarshaller(bytes)
                .setResponseMarshaller(bytes)
                .build();
    }

    @Override
    public void close() {
        server.shutdownNow();
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
