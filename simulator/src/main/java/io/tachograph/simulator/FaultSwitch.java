package io.tachograph.simulator;

/** The faults in force at one replica; any thread may change them. */
final class FaultSwitch {
    private volatile Faults faults;

    FaultSwitch(Faults faults) {
        this.faults = faults;
    }

    Faults get() {
        return faults;
    }

    void set(Faults other) {
        faults = other;
    }
}
