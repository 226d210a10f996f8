package io.tachograph.jobs.engine;

import io.tachograph.jobs.sample.TopicEventFormat;
import io.tachograph.windows.engine.EngineReading;
import io.tachograph.windows.engine.EngineReadingFormat;

/** Events of the topic of engine samples. */
public final class EngineEventFormat extends TopicEventFormat<EngineReading> {
    private static final long serialVersionUID = 1L;

    public EngineEventFormat() {
        super(new EngineReadingFormat());
    }
}
