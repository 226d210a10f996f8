package io.tachograph.jobs.source;

import io.tachograph.windows.EmittedWindow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Passes the windows on that were asked for, sends dead letters aside, and ends the rest. */
final class WantedWindows extends ProcessFunction<WindowEvent, EmittedWindow> {
    private static final long serialVersionUID = 1L;

    private transient DeadLetterCounters deadLetters;

    @SuppressWarnings("NullAway.Init") // Flink calls open() first.
    WantedWindows() {}

    @Override
    public void open(OpenContext context) {
        deadLetters = DeadLetterCounters.ofRefusals(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(WindowEvent event, Context context, Collector<EmittedWindow> out) {
        if (event.window() != null) {
            out.collect(event.window());
        } else if (event.deadLetter() != null) {
            deadLetters.count(event.deadLetter().getReason());
            context.output(RequestWindowTopic.DEAD_LETTERS, event.deadLetter());
        }
    }
}
