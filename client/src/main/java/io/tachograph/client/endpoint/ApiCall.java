package io.tachograph.client.endpoint;

/**
 * One HTTP request of an attempt. The first posts the prompt, those that follow get their path.
 *
 * @param path path and query
 * @param form what its answer must look like
 * @param reader reads the answer; its own, because readers remember
 * @param delayMillis how long to wait before it is sent
 */
public record ApiCall(String path, AnswerFormat form, ChunkReader reader, long delayMillis) {
    public ApiCall {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "' must begin with '/'");
        }
        if (delayMillis < 0) {
            throw new IllegalArgumentException("delayMillis is " + delayMillis + ", but must not be negative");
        }
    }

    /** What reads an answer that has this form. */
    AnswerReader newReader(AttemptMeasurements timer) {
        return form == AnswerFormat.WHOLE ? new WholeReader(this, timer) : new StreamReader(this, timer);
    }

    /** A call that is sent at once. */
    public static ApiCall of(String path, AnswerFormat form, ChunkReader reader) {
        return new ApiCall(path, form, reader, 0);
    }
}
