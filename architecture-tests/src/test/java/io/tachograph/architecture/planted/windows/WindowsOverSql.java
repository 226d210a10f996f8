package io.tachograph.architecture.planted.windows;

import java.sql.Timestamp;

/** Planted: arithmetic that knows a database, on the wall clock. */
public final class WindowsOverSql {
    Timestamp now() {
        return new Timestamp(System.currentTimeMillis());
    }
}
