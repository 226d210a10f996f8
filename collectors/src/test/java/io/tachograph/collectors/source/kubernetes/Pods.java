package io.tachograph.collectors.source.kubernetes;

import java.util.List;
import java.util.stream.Collectors;

/** Pods as an API server of 1.3x writes them, without what it does not matter here. */
final class Pods {
    static final String VLLM = "registry.example/vllm/vllm-openai:v0.11.0";
    static final String STARTED = "2026-11-30T09:00:01Z";

    private Pods() {}

    /** One that runs. */
    static String running(String name, String ip, String image, String annotations, String... arguments) {
        return pod(name, ip, image, annotations, "", "\"running\":{\"startedAt\":\"" + STARTED + "\"}", arguments);
    }

    /** One whose first run is over. */
    static String restarted(String name, String ip, String ended, String startedAgain, String... arguments) {
        return pod(
                name,
                ip,
                VLLM,
                "",
                "\"terminated\":{\"containerID\":\"containerd://4f1e\",\"exitCode\":137,\"finishedAt\":\"" + ended
                        + "\",\"reason\":\"OOMKilled\",\"startedAt\":\"" + STARTED + "\"}",
                "\"running\":{\"startedAt\":\"" + startedAgain + "\"}",
                arguments);
    }

    private static String pod(
            String name, String ip, String image, String annotations, String last, String state, String... arguments) {
        String quoted = List.of(arguments).stream()
                .map(argument -> '"' + argument + '"')
                .collect(Collectors.joining(","));
        return """
                {"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{%s},"creationTimestamp":"2026-11-30T09:00:00Z",\
                "generateName":"%s-","labels":{"app":"vllm","pod-template-hash":"7d4b9c6f5"},"name":"%s","namespace":"models",\
                "ownerReferences":[{"apiVersion":"apps/v1","blockOwnerDeletion":true,"controller":true,"kind":"ReplicaSet",\
                "name":"vllm-7d4b9c6f5","uid":"0d9f"}],"resourceVersion":"11","uid":"uid-%s"},\
                "spec":{"containers":[{"args":[%s],"env":[{"name":"HF_TOKEN","valueFrom":{"secretKeyRef":{"key":"token",\
                "name":"hf"}}}],"image":"%s","imagePullPolicy":"IfNotPresent","name":"engine","ports":[{"containerPort":8000,\
                "protocol":"TCP"}],"resources":{"limits":{"nvidia.com/gpu":"2"},"requests":{"nvidia.com/gpu":"2"}}}],\
                "nodeName":"gpu-1","restartPolicy":"Always"},\
                "status":{"containerStatuses":[{"containerID":"containerd://4f1e","image":"%s","imageID":"sha256:ab",\
                "lastState":{%s},"name":"engine","ready":true,"restartCount":0,"started":true,"state":{%s}}],\
                "hostIP":"10.1.0.1","phase":"Running","podIP":"%s","podIPs":[{"ip":"%s"}],"qosClass":"BestEffort",\
                "startTime":"2026-11-30T09:00:00Z"}}""".formatted(annotations, name, name, name, quoted, image, image, last, state, ip, ip);
    }
}
