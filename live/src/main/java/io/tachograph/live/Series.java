package io.tachograph.live;

import io.tachograph.schemas.avro.RequestWindow;
import java.util.Arrays;
import java.util.List;

/** The values of all dimensions, in their order: what the windows of one series have in common. */
record Series(List<String> values) {
    static Series of(RequestWindow window) {
        return new Series(Arrays.stream(LiveDimension.values())
                .map(dimension -> dimension.of(window))
                .toList());
    }

    String value(LiveDimension dimension) {
        return values.get(dimension.ordinal());
    }
}
