package io.tachograph.collectors.source.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestedGpusTest {
    private static final String REQUEST = "'HostConfig':{'Runtime':'runc','DeviceRequests':[%s]}";

    /** What {@code --gpus} and others make of it, and the GPUs of four that it means, without and with NVML. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'Count':-1,'Capabilities':[['gpu']]}                                    | a b c d |
            {'Count':0,'DeviceIDs':['0','GPU-c'],'Capabilities':[['gpu','compute']]} | a c     | a c
            {'Driver':'cdi','DeviceIDs':['nvidia.com/gpu=1']}                        | b       | b
            {'Driver':'cdi','DeviceIDs':['nvidia.com/gpu=all']}                      | a b c d |
            {'Count':2,'Capabilities':[['gpu']]}                                     |         |
            {'Driver':'amd','Count':-1,'Capabilities':[['gpu']]}                     |         |
            """)
    void deviceRequests(String request, @Nullable String alone, @Nullable String seenIdle) {
        check("{" + REQUEST.formatted(request) + "}", "runc", alone, seenIdle);
    }

    /** Images say "all" by default; it counts with NVIDIA's runtime alone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all         | nvidia | runc   | a b c d
            all         | runc   | nvidia |
            all         | ''     | nvidia | a b c d
            none        | nvidia | runc   |
            void        | nvidia | runc   |
            ''          | nvidia | runc   |
            0,GPU-d     | nvidia | runc   | a d
            """)
    void variables(String visible, String runtime, String defaultRuntime, @Nullable String alone) {
        check(
                "{'HostConfig':{'Runtime':'" + runtime + "'},'Config':{'Env':['NVIDIA_VISIBLE_DEVICES=" + visible
                        + "']}}",
                defaultRuntime,
                alone,
                null);
    }

    private static void check(
            String inspected, String defaultRuntime, @Nullable String alone, @Nullable String seenIdle) {
        InspectedContainer container = InspectedContainer.of(DockerJson.parse(inspected.replace('\'', '"')));
        RequestedGpus asked = RequestedGpus.of(null, container, defaultRuntime);
        Map<Integer, String> uuids = Map.of(0, "GPU-a", 1, "GPU-b", 2, "GPU-c", 3, "GPU-d");
        assertThat(new HostGpus(uuids, null).of("id", asked).gpus()).isEqualTo(named(alone));
        if (seenIdle != null || asked.all()) {
            assertThat(new HostGpus(uuids, Map.of()).of("id", asked).gpus()).isEqualTo(named(seenIdle));
        }
        if (asked.all() || asked.count() > 0) {
            HostGpus seen = new HostGpus(uuids, Map.of("id", Set.of("GPU-b")));
            assertThat(seen.of("id", asked).gpus()).containsExactly("GPU-b");
        }
    }

    private static Set<String> named(@Nullable String letters) {
        return letters == null || letters.isBlank()
                ? Set.of()
                : Set.copyOf(List.of(letters.split(" ")).stream()
                        .map(letter -> "GPU-" + letter)
                        .toList());
    }

    @Test
    void recordedRequest_withoutAnybodyWhoKnowsTheIndices_isSaidToBeUnknown() {
        InspectedContainer gpu = InspectedContainer.of(DockerJson.parse(FakeDocker.recorded("inspect-gpu.json")));
        RequestedGpus asked = RequestedGpus.of(null, gpu, "runc");
        assertThat(asked.ids()).containsExactly("0", "1");
        assertThat(HostGpus.UNKNOWN.of("id", asked).unknown()).containsExactly("0", "1");
        assertThat(RequestedGpus.of("GPU-x, 1", gpu, "runc").ids()).containsExactly("GPU-x", "1");
        assertThat(gpu.startedAtMicros()).isNull();
    }
}
