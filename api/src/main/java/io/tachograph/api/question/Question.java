package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;

/** One question that the API answers. Thread-safe. */
public interface Question {
    /** Its route below {@code /api/v1}. */
    String path();

    /** What is to be read for these parameters; every one that is known is asked for, whether it is given or not. */
    Plan plan(Parameters given);

    /** What the SQL functions call the thing that the path names, empty where it names none. */
    default String noun() {
        return "";
    }
}
