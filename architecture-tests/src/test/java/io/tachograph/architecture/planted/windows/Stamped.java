package io.tachograph.architecture.planted.windows;

/** Planted: an interface of one method that only {@link WindowsOverSql} implements. */
interface Stamped {
    long stampNanos();
}
