package io.tachograph.generation.worker;

import io.tachograph.config.GenerationSection;
import java.time.Duration;

/**
 * What bounds a worker.
 *
 * @param taskTime how long it works on a task
 * @param attempts of a task, all workers together
 * @param inFlightPerTarget requests at each target
 * @param leaveAlone how long a target that was not there is left alone at first
 */
record WorkerLimits(Duration taskTime, int attempts, int inFlightPerTarget, Duration leaveAlone) {
    static WorkerLimits of(GenerationSection section) {
        return new WorkerLimits(
                section.taskTimeLimit(), section.maxAttempts(), section.inFlightPerTarget(), section.leaveAlone());
    }
}
