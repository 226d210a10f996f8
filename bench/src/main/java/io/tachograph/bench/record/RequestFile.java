package io.tachograph.bench.record;

/** A form in which requests are written one by one, as they end. */
public enum RequestFile {
    /** One JSON object a line. */
    JSONL("requests.jsonl"),
    /** A table as RFC 4180 has it. */
    CSV("requests.csv"),
    /** An Avro object container file of {@code RequestTiming}, deflated. */
    AVRO("requests.avro");

    private final String fileName;

    RequestFile(String fileName) {
        this.fileName = fileName;
    }

    public String fileName() {
        return fileName;
    }
}
