package io.tachograph.collectors.source.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.container.RunEnd;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container of a pod, and how it is.
 *
 * @param status null while the kubelet has not said anything
 */
record EngineContainer(Pod pod, Container spec, @Nullable ContainerStatus status) {
    private static final String OURS = "tachograph.";

    /** Those of the pod's specification; helpers that run before or beside them are not looked at. */
    static List<EngineContainer> of(Pod pod) {
        List<EngineContainer> containers = new ArrayList<>();
        for (Container spec : pod.getSpec().getContainers()) {
            ContainerStatus status = pod.getStatus() == null
                    ? null
                    : pod.getStatus().getContainerStatuses().stream()
                            .filter(one -> one.getName().equals(spec.getName()))
                            .findFirst()
                            .orElse(null);
            containers.add(new EngineContainer(pod, spec, status));
        }
        return containers;
    }

    String namespace() {
        return pod.getMetadata().getNamespace();
    }

    String podName() {
        return pod.getMetadata().getName();
    }

    /** For people. */
    String name() {
        return namespace() + "/" + podName() + "/" + spec.getName();
    }

    /** The same through restarts. */
    String id() {
        return pod.getMetadata().getUid() + "/" + spec.getName();
    }

    @Nullable
    String address() {
        String ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        return ip == null || ip.isEmpty() ? null : ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(spec.getCommand());
        arguments.addAll(spec.getArgs());
        return arguments;
    }

    /** Those whose values stand in the specification; secrets do not. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (EnvVar variable : spec.getEnv()) {
            if (variable.getValue() != null) {
                variables.put(variable.getName(), variable.getValue());
            }
        }
        return variables;
    }

    /** What is said with {@code tachograph.NAME}; annotations go before labels, whose values cannot hold a slash. */
    Map<String, String> ours() {
        Map<String, String> ours = new HashMap<>();
        put(pod.getMetadata().getLabels(), ours);
        put(pod.getMetadata().getAnnotations(), ours);
        return ours;
    }

    private static void put(@Nullable Map<String, String> from, Map<String, String> to) {
        if (from != null) {
            from.forEach((name, value) -> {
                if (name.startsWith(OURS) && !value.isBlank()) {
                    to.put(name.substring(OURS.length()), value.strip());
                }
            });
        }
    }

    /** When the present run began, microseconds since the epoch; null when it does not run. */
    @Nullable
    Long startedAtMicros() {
        return status == null || status.getState() == null || status.getState().getRunning() == null
                ? null
                : micros(status.getState().getRunning().getStartedAt());
    }

    /** How the run that began at {@code from} ended; null when nobody knows. */
    @Nullable
    RunEnd end(long from) {
        if (status == null) {
            return null;
        }
        for (ContainerState state : Arrays.asList(status.getState(), status.getLastState())) {
            ContainerStateTerminated end = state == null ? null : state.getTerminated();
            Long at = end == null ? null : micros(end.getFinishedAt());
            if (end != null && at != null && Long.valueOf(from).equals(micros(end.getStartedAt()))) {
                return new RunEnd(at, end.getExitCode(), "OOMKilled".equals(end.getReason()));
            }
        }
        return null;
    }

    /** The runtime's id of the present run's container; null when it is not known. */
    @Nullable
    String runtimeId() {
        String id = status == null ? null : status.getContainerID();
        return id == null ? null : id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3);
    }

    /** Healthy, unhealthy or starting, by its readiness probe; null without one. */
    @Nullable
    String health() {
        if (spec.getReadinessProbe() == null || status == null) {
            return null;
        }
        return Boolean.TRUE.equals(status.getReady())
                ? "healthy"
                : Boolean.FALSE.equals(status.getStarted()) ? "starting" : "unhealthy";
    }

    /** How often the kubelet has restarted it; null when it is not known. */
    @Nullable
    Long restarts() {
        return status == null || status.getRestartCount() == null ? null : Long.valueOf(status.getRestartCount());
    }

    /** Digest of its image; empty when it is not known. */
    String imageId() {
        return status == null || status.getImageID() == null ? "" : status.getImageID();
    }

    private static @Nullable Long micros(@Nullable String time) {
        try {
            return time == null ? null : Long.valueOf(WallClock.micros(Instant.parse(time)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
