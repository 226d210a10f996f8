package io.tachograph.client.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rates one after another. It ends with the last. A gap that a change of rate falls into is stretched or shortened from
 * there on only: nothing begins anew, so a stage's first arrival says nothing about where the stage begins.
 *
 * @param stages at least one with a rate above zero
 * @param gaps how arrivals lie around the rate
 * @param seed decides the schedule
 */
public record Stages(List<Stage> stages, Gaps gaps, long seed) implements OpenLoop {
    /**
     * A rate for a time.
     *
     * @param perSecond requests a second; zero for a pause
     * @param duration how long
     */
    public record Stage(double perSecond, Duration duration) {
        public Stage {
            RateFormat.checkOrZero(perSecond);
            RateFormat.checkTime("duration of a stage", duration);
        }

        private double arrivals() {
            return duration.toNanos() * perSecond / 1e9;
        }
    }

    public Stages {
        stages = List.copyOf(stages);
        if (stages.stream().allMatch(stage -> stage.perSecond() == 0)) {
            throw new IllegalArgumentException("there must be a stage with a rate above 0");
        }
        RateFormat.checkTime("duration of all stages", total(stages));
    }

    private static Duration total(List<Stage> stages) {
        return stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** Of all stages together. */
    public Duration duration() {
        return total(stages);
    }

    @Override
    public String kind() {
        return "stages";
    }

    @Override
    public String describe() {
        return stages.stream()
                .map(stage -> RateFormat.text(stage.perSecond()) + " for " + RateFormat.text(stage.duration()))
                .collect(Collectors.joining(", then ", "stages ", ", " + gaps.words()));
    }

    @Override
    public Schedule schedule() {
        return new RescaledSchedule(gaps.points(seed), new Course()::nanosAt);
    }

    /** One run through the stages, for points that never fall. */
    private final class Course {
        private int stage;
        private long beganNanos;
        private double arrivalsBefore;

        double nanosAt(double point) {
            while (stage < stages.size()) {
                Stage now = stages.get(stage);
                // A point on the border, as far as rounding can tell, belongs to the next stage: a pause comes before
                // it.
                if (point - arrivalsBefore < now.arrivals() - 4 * Math.ulp(point)) {
                    double within = (point - arrivalsBefore) * 1e9 / now.perSecond();
                    return beganNanos
                            + Math.max(0, Math.min(within, now.duration().toNanos() - 1));
                }
                arrivalsBefore += now.arrivals();
                beganNanos += now.duration().toNanos();
                stage++;
            }
            return Double.POSITIVE_INFINITY;
        }
    }
}
