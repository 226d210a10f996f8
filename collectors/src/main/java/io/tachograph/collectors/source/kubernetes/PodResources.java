package io.tachograph.collectors.source.kubernetes;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the few fields that are wanted of the kubelet's messages (package {@code v1} of
 * {@code k8s.io/kubelet/pkg/apis/podresources}); all others are passed over, those of newer kubelets too.
 */
final class PodResources {
    private static final int TAG_TYPE_BITS = 3;

    private PodResources() {}

    private interface Field {
        /** @return whether it read the field with that number */
        boolean read(int number, CodedInputStream in) throws IOException;
    }

    /** A {@code ListPodResourcesResponse}. */
    static List<PodDevices> pods(CodedInputStream in) throws IOException {
        List<PodDevices> found = new ArrayList<>();
        each(in, (number, message) -> number == 1 && within(message, pod -> pod(pod, found)));
        return found;
    }

    /** An {@code AllocatableResourcesResponse}. */
    static List<PodDevices> allocatable(CodedInputStream in) throws IOException {
        List<PodDevices> found = new ArrayList<>();
        each(
                in,
                (number, message) ->
                        number == 1 && within(message, devices -> found.add(devices(devices, "", "", ""))));
        return found;
    }

    /** {@code PodResources}: its names may come after its containers. */
    private static void pod(CodedInputStream in, List<PodDevices> found) throws IOException {
        String[] names = {"", ""};
        List<PodDevices> devices = new ArrayList<>();
        each(in, (number, message) -> switch (number) {
            case 1, 2 -> {
                names[number - 1] = message.readString();
                yield true;
            }
            case 3 -> within(message, container -> container(container, devices));
            default -> false;
        });
        for (PodDevices one : devices) {
            found.add(new PodDevices(names[1], names[0], one.container(), one.resource(), one.ids()));
        }
    }

    /** {@code ContainerResources}. */
    private static void container(CodedInputStream in, List<PodDevices> found) throws IOException {
        String[] name = {""};
        List<PodDevices> devices = new ArrayList<>();
        each(in, (number, message) -> switch (number) {
            case 1 -> {
                name[0] = message.readString();
                yield true;
            }
            case 2 -> within(message, one -> devices.add(devices(one, "", "", "")));
            default -> false;
        });
        for (PodDevices one : devices) {
            found.add(new PodDevices("", "", name[0], one.resource(), one.ids()));
        }
    }

    /** {@code ContainerDevices}. */
    private static PodDevices devices(CodedInputStream in, String namespace, String pod, String container)
            throws IOException {
        String[] resource = {""};
        List<String> ids = new ArrayList<>();
        each(in, (number, message) -> switch (number) {
            case 1 -> {
                resource[0] = message.readString();
                yield true;
            }
            case 2 -> ids.add(message.readString());
            default -> false;
        });
        return new PodDevices(namespace, pod, container, resource[0], List.copyOf(ids));
    }

    private static void each(CodedInputStream in, Field field) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!field.read(tag >>> TAG_TYPE_BITS, in)) {
                boolean unused = in.skipField(tag);
            }
        }
    }

    private interface Message {
        void read(CodedInputStream in) throws IOException;
    }

    private static boolean within(CodedInputStream in, Message message) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        message.read(in);
        in.popLimit(outer);
        return true;
    }
}
