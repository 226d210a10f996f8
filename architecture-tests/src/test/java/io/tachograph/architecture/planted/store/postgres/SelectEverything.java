package io.tachograph.architecture.planted.store.postgres;

/** Planted: a statement that every package sees. */
public final class SelectEverything {}
