package io.tachograph.architecture.planted.windows;

/** Planted: an interface that only {@link WindowsOverSql} implements. */
interface Timed {
    long startNanos();

    long endNanos();
}
