package io.tachograph.standalone.chaos;

/** What can be done to the system. */
enum Strike {
    TASK_MANAGER_KILLED,
    JOB_MANAGER_KILLED,
    BROKER_KILLED,
    POSTGRES_STOPPED
}
