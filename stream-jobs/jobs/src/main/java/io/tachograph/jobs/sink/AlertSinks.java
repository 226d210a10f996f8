package io.tachograph.jobs.sink;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.store.AlertRow;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.windows.alert.AlertRecords;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where alerts go, whichever job raises them. */
public final class AlertSinks {
    private AlertSinks() {}

    /** Alerts onto their topic and into their table. */
    public static void alerts(JobSinks sinks, DataStream<AlertRow> alerts) {
        sinks.store().put(alerts, "alerts", PostgresStore::alertWriter, alert -> alert);
        sinks.toTopic(alerts, "alerts", Topics.ALERTS, Alert.class, AlertRecords::of, Alert::getKey);
    }
}
