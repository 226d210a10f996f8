package io.tachograph.architecture.planted.windows;

import java.sql.Timestamp;
import org.postgresql.util.PGobject;

/** Planted: arithmetic that knows a database, on the wall clock. */
public final class WindowsOverSql implements Timed, Stamped {
    final PGobject row = new PGobject();

    Timestamp now() {
        return new Timestamp(System.currentTimeMillis());
    }

    @Override
    public long startNanos() {
        return 0;
    }

    @Override
    public long endNanos() {
        return 1;
    }

    @Override
    public long stampNanos() {
        return 2;
    }
}
