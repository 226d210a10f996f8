package io.tachograph.collectors.source.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.collectors.source.container.ContainerUsage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerStatisticsTest {
    private static @Nullable ContainerUsage usage(String json) {
        return ContainerStatistics.of(DockerJson.parse(json.replace('\'', '"')));
    }

    @Test
    void containerThatDoesNotRun_hasNone() {
        assertThat(ContainerStatistics.of(DockerJson.parse(FakeDocker.recorded("stats-stopped.json"))))
                .isNull();
    }

    @Test
    void cgroup2_andTheHostsNetwork_tellLess() {
        ContainerUsage usage = usage("{'read':'2026-01-01T00:00:00Z','cpu_stats':{'cpu_usage':{'total_usage':5},"
                + "'online_cpus':0},'memory_stats':{'usage':100,'limit':18446744073709551615,"
                + "'stats':{'inactive_file':30}},'blkio_stats':{'io_service_bytes_recursive':null}}");
        assertThat(usage).isNotNull();
        assertThat(usage.memoryUsedBytes()).isEqualTo(70);
        // No limit.
        assertThat(usage.memoryLimitBytes()).isEqualTo(Long.MAX_VALUE);
        assertThat(usage.onlineCores()).isNull();
        assertThat(usage.receivedBytes()).isNull();
        assertThat(usage.readBytes()).isNull();
        assertThat(usage.throttledNanos()).isNull();
    }

    @Test
    void counterThatWentBack_orNoTimeBetween_givesNoRate() {
        ContainerUsage first = usage("{'read':'2026-01-01T00:00:00Z','cpu_stats':{'cpu_usage':{'total_usage':5}}}");
        ContainerUsage restarted = usage("{'read':'2026-01-01T00:00:01Z','cpu_stats':{'cpu_usage':{'total_usage':4}}}");
        ContainerUsage later =
                usage("{'read':'2026-01-01T00:00:02Z','cpu_stats':{'cpu_usage':{'total_usage':1000000004}}}");
        assertThat(first).isNotNull();
        assertThat(restarted).isNotNull();
        assertThat(later).isNotNull();
        assertThat(first.coresSince(null)).isNull();
        assertThat(first.coresSince(first)).isNull();
        assertThat(restarted.coresSince(first)).isNull();
        assertThat(later.coresSince(restarted)).isEqualTo(1.0);
    }
}
