package io.tachograph.collectors.source.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** When the run that began at {@code from} ended; null when nobody knows. */
    @Nullable
    Long endedAtMicros(long from) {
        if (status == null) {
            return null;
        }
        List<ContainerStateTerminated> ends = new ArrayList<>();
        if (status.getState() != null) {
            ends.add(status.getState().getTerminated());
        }
        if (status.getLastState() != null) {
            ends.add(status.getLastState().getTerminated());
        }
        return ends.stream()
                .filter(Objects::nonNull)
                .filter(end -> Long.valueOf(from).equals(micros(end.getStartedAt())))
                .map(end -> micros(end.getFinishedAt()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Long micros(@Nullable String time) {
        try {
            return time == null ? null : Long.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
