package io.tachograph.export;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;

/** One metric with its points, as the SDK's exporters take it. Immutable. */
final class WindowMetric implements MetricData {
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.tachograph.windows");
    private static final Resource RESOURCE =
            Resource.builder().put("service.name", "tachograph").build();

    private final String name;
    private final String description;
    private final String unit;
    private final MetricDataType type;
    private final Data<?> points;

    WindowMetric(String name, String description, String unit, MetricDataType type, Data<?> points) {
        this.name = name;
        this.description = description;
        this.unit = unit;
        this.type = type;
        this.points = points;
    }

    @Override
    public Resource getResource() {
        return RESOURCE;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public String getUnit() {
        return unit;
    }

    @Override
    public MetricDataType getType() {
        return type;
    }

    @Override
    public Data<?> getData() {
        return points;
    }
}
