package io.tachograph.standalone.gateway;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.gateway.Gateway;
import io.tachograph.gateway.GatewayCounters;
import io.tachograph.gateway.capture.CaptureCounters;

/** What the gateway of this process has done, for {@code /metrics}. */
final class GatewayMetrics {
    private GatewayMetrics() {}

    static void register(PrometheusRegistry registry, Gateway gateway) {
        CounterWithCallback.builder()
                .name("tachograph_gateway_requests_total")
                .help("Requests for inference: received = refused + unanswered + passed + broken + left + those open.")
                .labelNames("state")
                .callback(values -> {
                    GatewayCounters counters = gateway.counters();
                    values.call(counters.received(), "received");
                    values.call(counters.refused(), "refused");
                    values.call(counters.unanswered(), "unanswered");
                    values.call(counters.passed(), "passed");
                    values.call(counters.broken(), "broken");
                    values.call(counters.left(), "left");
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_gateway_malformed_requests_total")
                .help("Request heads that were not HTTP within the gateway's limits; not counted as received.")
                .callback(values -> values.call(gateway.counters().malformed()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_gateway_failovers_total")
                .help("Attempts that followed one whose target could not be reached.")
                .callback(values -> values.call(gateway.counters().failovers()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_gateway_captured_total")
                .help(
                        "Requests that were to be kept: written, or not because of their size, of memory, or of a failure.")
                .labelNames("result")
                .callback(values -> {
                    CaptureCounters counters = gateway.captures();
                    values.call(counters.written(), "written");
                    values.call(counters.tooLarge(), "too_large");
                    values.call(counters.overloaded(), "overloaded");
                    values.call(counters.failed(), "failed");
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_gateway_capture_files_removed_total")
                .help(
                        "Files of captured requests that were removed before their time, because all were too large together.")
                .callback(values -> values.call(gateway.captures().filesRemoved()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tachograph_gateway_target_healthy")
                .help(
                        "1 of targets that requests go to first, 0 of those that could not be reached, fail, or fail by their probes.")
                .labelNames("target")
                .callback(values ->
                        gateway.counters().healthy().forEach((target, healthy) -> values.call(healthy ? 1 : 0, target)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tachograph_gateway_in_flight_requests")
                .help("Attempts in flight.")
                .labelNames("target")
                .callback(
                        values -> gateway.counters().inFlight().forEach((target, count) -> values.call(count, target)))
                .register(registry);
    }
}
