package io.tachograph.collectors.source.dcgm;

import io.tachograph.client.scrape.Labels;
import org.jspecify.annotations.Nullable;

/** Labels of an exporter's row, in the spellings of its versions: AMD's were upper case first. */
record ExporterLabels(Labels labels) {
    private String first(String... names) {
        for (String name : names) {
            String value = labels.get(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** The GPU's UUID, empty when the row has none. */
    String uuid() {
        return first("UUID", "uuid", "gpu_uuid", "GPU_UUID");
    }

    /** Of a partitioned GPU's instance, empty for a whole GPU. */
    String instance() {
        return first("GPU_I_ID", "gpu_i_id");
    }

    String model() {
        return first("modelName", "model_name", "card_series", "card_model", "CARD_SERIES", "CARD_MODEL");
    }

    String host() {
        return first("Hostname", "hostname", "HOSTNAME");
    }

    /** Version of the driver, empty when the exporter does not say. */
    String driver() {
        return first("DCGM_FI_DRIVER_VERSION", "driver_version", "DRIVER_VERSION");
    }

    /** What AMD's exporter tells clocks apart by, empty for others. */
    String clock() {
        return first("clock_type", "CLOCK_TYPE");
    }

    /** Index on its host, null when it is none. */
    @Nullable
    Integer index() {
        String index = first("gpu", "gpu_id", "GPU_ID");
        return index.matches("\\d{1,4}") ? Integer.valueOf(index) : null;
    }
}
