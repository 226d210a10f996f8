package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;

/** One question that the API answers. Thread-safe. */
public interface Question {
    /** Its route below {@code /api/v1}. */
    String path();

    /** What to read for these parameters. It looks up every parameter that it knows, so that others can be refused. */
    Plan plan(Parameters given);

    /** What the path names, as the SQL functions call it; empty where it names nothing. */
    default String noun() {
        return "";
    }
}
