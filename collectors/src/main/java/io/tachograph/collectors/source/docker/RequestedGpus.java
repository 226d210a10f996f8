package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.docker.InspectedContainer.DeviceRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs that a container asked for.
 *
 * @param ids indices, or UUIDs of GPUs and MIG instances; empty with {@code all}, or where it is not known which
 * @param all whether it asked for every GPU of the host
 * @param count of any GPUs, 0 where they are named or all
 * @param by where it is said, for a person
 */
record RequestedGpus(List<String> ids, boolean all, long count, String by) {
    private static final RequestedGpus NONE = new RequestedGpus(List.of(), false, 0, "");
    private static final String CDI = "nvidia.com/gpu=";

    /** @param defaultRuntime of the engine, by which images see GPUs that did not ask for any */
    static RequestedGpus of(@Nullable String label, InspectedContainer container, String defaultRuntime) {
        if (label != null) {
            return named(List.of(label.split("[,\\s]+")), "label tachograph.gpus");
        }
        for (DeviceRequest request : container.deviceRequests()) {
            boolean cdi = request.ids().stream().anyMatch(id -> id.startsWith(CDI));
            if (cdi || (request.gpu() && !request.driver().equals("amd"))) {
                return requested(request, cdi);
            }
        }
        String visible = container.variables().get(InspectedContainer.VISIBLE_DEVICES);
        String runtime = container.runtime().isEmpty() ? defaultRuntime : container.runtime();
        // Images say "all" by default, which means nothing to any other runtime.
        return visible != null && runtime.equals("nvidia")
                ? named(List.of(visible.split(",")), InspectedContainer.VISIBLE_DEVICES)
                : NONE;
    }

    private static RequestedGpus requested(DeviceRequest request, boolean cdi) {
        if (!request.ids().isEmpty()) {
            return named(request.ids(), cdi ? "CDI devices" : "device request");
        }
        return request.count() < 0
                ? new RequestedGpus(List.of(), true, 0, "device request")
                : new RequestedGpus(List.of(), false, request.count(), "device request");
    }

    private static RequestedGpus named(List<String> devices, String by) {
        List<String> ids = new ArrayList<>();
        for (String device : devices) {
            String id = device.startsWith(CDI) ? device.substring(CDI.length()) : device.strip();
            if (id.equals("all")) {
                return new RequestedGpus(List.of(), true, 0, by);
            }
            if (!id.isEmpty() && !id.equals("none") && !id.equals("void")) {
                ids.add(id);
            }
        }
        return new RequestedGpus(List.copyOf(ids), false, 0, by);
    }

    boolean isNone() {
        return ids.isEmpty() && !all && count == 0;
    }
}
