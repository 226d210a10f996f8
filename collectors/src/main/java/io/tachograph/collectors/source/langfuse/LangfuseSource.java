package io.tachograph.collectors.source.langfuse;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.Days;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.UnreadDays;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads one project. Each reading first finds out which API the server has, because its version or mode may change between
 * two readings. Whole days are read again, and the newest reading of a day replaces earlier ones; of a day that the server
 * has deleted the last reading stands. One reading at a time.
 */
final class LangfuseSource implements Source {
    private final Upstream server;
    private final LangfuseSettings settings;
    private final SourceContext context;
    private final UnreadDays unread;
    private volatile String details = "";

    LangfuseSource(Upstream server, LangfuseSettings settings, SourceContext context) {
        this.server = server;
        this.settings = settings;
        this.context = context;
        this.unread = settings.unread();
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        return Reading.begin(reading -> read(reading, records));
    }

    private synchronized void read(Reading reading, Consumer<SpecificRecord> records) throws SourceException {
        JsonNode health = server.json(reading, "/api/public/health");
        String version = LooseJson.text(health.path("version"));
        if (version.isEmpty()) {
            throw new SourceException(
                    FailureKind.MALFORMED,
                    server.place() + " does not answer as Langfuse does: is it the server's address?");
        }
        Instant now = server.now();
        Days days = unread.at(now);
        UsageTeller teller = new UsageTeller(
                "langfuse " + server.place(),
                settings.tenant() == null ? "" : settings.tenant(),
                context.agent(),
                WallClock.micros(now));
        Troubles troubles = new Troubles();
        Page first = ModernApi.CALLS.ask(server, reading, days);
        // Before version 4 there is nothing at this place, or a sentence that says so.
        boolean legacy = first.status() == 404;
        details = "langfuse " + version + (legacy ? ", by the API before version 4" : "");
        if (legacy) {
            LegacyApi api = new LegacyApi(server, reading, days, teller, records);
            api.calls();
            api.rest(troubles);
        } else {
            ModernApi api = new ModernApi(server, reading, days, teller, records);
            api.calls(first);
            api.rest(troubles, settings.sessions());
        }
        troubles.raise();
        unread.done(days);
    }

    @Override
    public Map<String, Long> leftOut() {
        return unread.leftOut();
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
