package io.tachograph.api.fleet;

import java.util.List;

/** The length of a window as Prometheus writes it: {@code 5m}, {@code 1h}, {@code 3d}. */
final class WindowText {
    private record Unit(long millis, String sign) {}

    private static final List<Unit> UNITS =
            List.of(new Unit(86_400_000, "d"), new Unit(3_600_000, "h"), new Unit(60_000, "m"), new Unit(1_000, "s"));

    private WindowText() {}

    static String of(long millis) {
        return UNITS.stream()
                .filter(unit -> millis % unit.millis() == 0)
                .findFirst()
                .map(unit -> millis / unit.millis() + unit.sign())
                .orElse(millis + "ms");
    }
}
