package io.tachograph.jobs;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.windows.WindowSnapshot;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where the request pipeline's results go. Each attaches its sinks to the stream that it is given.
 *
 * @param windows windows of every resolution
 * @param deadLetters records that did not count
 */
public record PipelineSinks(
        Consumer<DataStream<WindowSnapshot>> windows,
        Consumer<DataStream<DeadLetter>> deadLetters) {}
