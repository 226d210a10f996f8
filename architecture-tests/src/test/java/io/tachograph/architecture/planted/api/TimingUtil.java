package io.tachograph.architecture.planted.api;

import io.tachograph.architecture.planted.collectors.CallsBackwards;

/** Planted: a name that says nothing, shared mutable state, printing, a finalizer, and half of a cycle. */
public class TimingUtil {
    @SuppressWarnings("NonFinalStaticField") // Planted.
    static long last;

    @SuppressWarnings("CatchAndPrintStackTrace") // Planted.
    void print(CallsBackwards other) {
        try {
            System.out.println(other.backwards);
        } catch (IllegalStateException e) {
            e.printStackTrace();
        }
    }

    @Override
    @SuppressWarnings({"deprecation", "removal", "Finalize"}) // Planted.
    protected void finalize() {}
}
