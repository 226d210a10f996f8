package io.tachograph.bench.run;

/**
 * Names of a run.
 *
 * @param runId identity of the run, in its result and in its records
 * @param label free name, empty for none
 * @param agent name of this client in its records
 * @param tool name and version of the program
 * @param seed what the run's random draws come from
 */
public record Identity(String runId, String label, String agent, String tool, long seed) {}
