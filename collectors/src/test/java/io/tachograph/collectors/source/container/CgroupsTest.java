package io.tachograph.collectors.source.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines as the runtimes write them. */
class CgroupsTest {
    private static final String ID = "3b8f1c0d9e7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c";
    private static final String OTHER = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String POD = "pod5b6c7d8e-1f2a-4b3c-8d4e-5f6a7b8c9d0e";
    private static final String POD_SLICE =
            "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5b6c7d8e_1f2a_4b3c_8d4e_5f6a7b8c9d0e.slice";

    static List<Arguments> files() {
        return List.of(
                arguments("Docker, v1", "12:memory:/docker/" + ID + "\n1:name=systemd:/docker/" + ID, ID),
                arguments("Docker, v1, systemd", "4:memory:/system.slice/docker-" + ID + ".scope", ID),
                arguments("Docker, v2", "0::/docker/" + ID, ID),
                arguments("Docker, v2, systemd", "0::/system.slice/docker-" + ID + ".scope\n", ID),
                arguments("Docker, v2, a group within", "0::/docker/" + ID + "/init.scope", ID),
                arguments(
                        "Docker without root",
                        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" + ID + ".scope",
                        ID),
                arguments(
                        "Docker, v2, as seen from another container",
                        "0::/../../system.slice/docker-" + ID + ".scope",
                        ID),
                arguments("Docker within Docker", "0::/docker/" + OTHER + "/docker/" + ID, ID),
                arguments("containerd, v1", "5:cpu:/kubepods/burstable/" + POD + "/" + ID, ID),
                arguments("containerd, v2", "0::/kubepods/besteffort/" + POD + "/" + ID, ID),
                arguments("containerd, v2, systemd", "0::" + POD_SLICE + "/cri-containerd-" + ID + ".scope", ID),
                arguments("containerd, v1, with colons", "11:cpuset:" + POD_SLICE + ":cri-containerd:" + ID, ID),
                arguments(
                        "containerd, v2, with colons",
                        "0::/system.slice/containerd.service" + POD_SLICE.replace('/', '-') + ":cri-containerd:" + ID,
                        ID),
                arguments("nerdctl", "0::/default/" + ID, ID),
                arguments(
                        "Kubernetes in Docker",
                        "0::/docker/" + OTHER + "/kubelet" + POD_SLICE + "/cri-containerd-" + ID + ".scope",
                        ID),
                arguments("CRI-O, v1", "7:pids:" + POD_SLICE + "/crio-" + ID + ".scope", ID),
                arguments("CRI-O, v2", "0::" + POD_SLICE + "/crio-" + ID + ".scope", ID),
                arguments("CRI-O, a group within", "0::" + POD_SLICE + "/crio-" + ID + ".scope/container", ID),
                arguments("CRI-O's watcher", "0::" + POD_SLICE + "/crio-conmon-" + ID + ".scope", null),
                arguments("podman", "0::/machine.slice/libpod-" + ID + ".scope", ID),
                arguments("podman, a group within", "0::/machine.slice/libpod-" + ID + ".scope/container", ID),
                arguments(
                        "podman without root",
                        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + ID + ".scope/container",
                        ID),
                arguments("podman, v1", "10:devices:/machine.slice/libpod-" + ID + ".scope", ID),
                arguments("podman's watcher", "0::/machine.slice/libpod-conmon-" + ID + ".scope", null),
                arguments("ECS on an instance", "9:perf_event:/ecs/0123456789abcdef0123456789abcdef/" + ID, ID),
                arguments(
                        "ECS without one",
                        "1:name=systemd:/ecs/0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef-2531612879",
                        "0123456789abcdef0123456789abcdef-2531612879"),
                arguments(
                        "ECS without one, v2",
                        "0::/ecs/0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef-265927825/x",
                        "0123456789abcdef0123456789abcdef-265927825"),
                arguments("LXC, v1", "3:memory:/lxc/web-1", "web-1"),
                arguments("LXC, v1, new", "3:memory:/lxc.payload.web-1", "web-1"),
                arguments("LXC, v2", "0::/lxc.payload.web-1/system.slice/nginx.service", "web-1"),
                arguments("LXC's watcher", "0::/lxc.monitor.web-1", null),
                arguments("Docker within LXC", "0::/lxc.payload.web-1/docker/" + ID, ID),
                arguments("both versions", "2:memory:/docker/" + ID + "\n0::/system.slice/containerd.service", ID),
                arguments(
                        "the host, v1",
                        "3:memory:/user.slice\n1:name=systemd:/user.slice/user-0.slice/session-1.scope",
                        null),
                arguments("the host, v2", "0::/system.slice/ssh.service", null),
                arguments("a namespace of its own", "0::/", null),
                arguments("too long for an id", "0::/docker/" + ID + "0", null),
                arguments("too short for an id", "0::/docker/" + ID.substring(1), null),
                arguments("nothing", "", null),
                arguments("no lines of this kind", "hello\n:\nx:y\n", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void innermostContainer_isFound(String runtime, String file, @Nullable String container) {
        assertThat(Cgroups.container(file)).isEqualTo(container);
    }
}
