package io.tachograph.benchmarks.stream;

import java.util.Locale;

/** How requests are spread over targets. */
enum Case {
    TARGETS_10(10, false),
    TARGETS_1000(1_000, false),
    TARGETS_100000(100_000, false),
    HOT(1_000, true);

    private final int targets;
    private final boolean oneIsHot;

    Case(int targets, boolean oneIsHot) {
        this.targets = targets;
        this.oneIsHot = oneIsHot;
    }

    static Case of(String name) {
        for (Case known : values()) {
            if (known.topic().equals(name)) {
                return known;
            }
        }
        throw new IllegalArgumentException("there is no case " + name);
    }

    /** Its name, and that of its topic. */
    String topic() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Traffic traffic(long records) {
        return new Traffic(targets, oneIsHot, records);
    }
}
