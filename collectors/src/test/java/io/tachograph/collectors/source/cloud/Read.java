package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.schemas.avro.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;

/** What readings of a cloud tell. */
final class Read {
    static final String SECRET = "s3cr3t/of+the=cloud";

    private Read() {}

    static SourceContext context(Map<String, String> environment) {
        return new SourceContext("agent-1", "host-1", WallClock.ofProcess(), new DiscoveredTargets(), environment::get);
    }

    static List<Usage> of(Source source) throws Exception {
        List<SpecificRecord> records = new ArrayList<>();
        source.read(records::add).toCompletableFuture().get();
        return records.stream().map(Usage.class::cast).toList();
    }

    /** That of a reading which fails, and tells nothing. */
    static SourceException failure(Source source) {
        List<SpecificRecord> records = new ArrayList<>();
        Throwable failure = catchThrowable(
                () -> source.read(records::add).toCompletableFuture().get());
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause())
                .isInstanceOf(SourceException.class)
                .message()
                .doesNotContain(SECRET);
        assertThat(source.details()).doesNotContain(SECRET);
        assertThat(records).isEmpty();
        return (SourceException) failure.getCause();
    }
}
