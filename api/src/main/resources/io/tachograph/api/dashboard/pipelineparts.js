// What the pipeline page is made of: which figures of the process say how a part of it does.

import { count, duration, seconds } from "./format.js";

const LATE_SECONDS = 60;

/** Langfuse is read every 90 minutes. */
const LONGEST_PERIOD_SECONDS = 5400;

const aboveZero = value => value > 0;
const age = at => at === undefined ? undefined : Math.max(0, Date.now() / 1000 - at);
const ago = value => value === undefined ? "never" : duration(value) + " ago";

/**
 * A part has {title, empty, thing: what a row is about, name: fact => its name, columns}; a column {label, title, metric,
 * value: what is shown of the sum of the facts, show, bad}.
 */
export const PARTS = [
  {
    title: "Jobs", thing: "Job", name: fact => fact.labels.job,
    empty: "No job runs in this process. Jobs that run alone tell how they do at /metrics of their own.",
    columns: [
      { label: "Behind", metric: "tachograph_job_watermark_delay_seconds", title: "How far the job's event time is behind the clock", show: seconds, bad: value => value > 10 * LATE_SECONDS },
      { label: "Not fetched", metric: "tachograph_job_pending_records", title: "Records on Kafka that the job has not fetched yet: its lag" },
      { label: "Read", metric: "tachograph_job_records_in", title: "Records read, heartbeats included" },
      { label: "Duplicate", metric: "tachograph_job_records_duplicate", title: "Second deliveries, which did not count again" },
      { label: "Late", metric: "tachograph_job_records_late", title: "Records whose window was complete when they came", bad: aboveZero },
      { label: "Dead letters", metric: "tachograph_job_dead_letters", title: "Records that did not count, for any reason", bad: aboveZero },
      { label: "Rows stored", metric: "tachograph_job_sink_rows", title: "Rows that the store confirmed" },
      { label: "Rows refused", metric: "tachograph_job_sink_failed_rows", title: "Rows of batches that the store refused", bad: aboveZero },
      { label: "Restarts", metric: "tachograph_job_restarts", title: "Restarts after a failure", bad: aboveZero },
      { label: "Restarting for", metric: "tachograph_job_failing_seconds", title: "For how long it has kept restarting", show: value => value > 0 ? duration(value) : "–", bad: aboveZero },
      { label: "Checkpoints", metric: "tachograph_job_checkpoints_completed", title: "Checkpoints completed" },
      { label: "failed", metric: "tachograph_job_checkpoints_failed", title: "Checkpoints that failed; one or two while a job starts are usual" },
    ],
  },
  {
    title: "Dead letters", thing: "Reason", name: fact => fact.metric === "tachograph_job_dead_letters" && fact.value > 0 ? `${fact.labels.job}: ${fact.labels.reason.toLowerCase().replaceAll("_", " ")}` : undefined,
    empty: "None since this process began. What was given up lies on tachograph.dead-letters: tachograph dead-letters shows it.",
    columns: [{ label: "Records", metric: "tachograph_job_dead_letters", bad: aboveZero }],
  },
  {
    title: "Sources", thing: "Source", name: fact => fact.labels.source,
    empty: "No source is read by this process: name some under agent.sources, or run an agent.",
    columns: [
      { label: "Last read", metric: "tachograph_source_last_success_timestamp_seconds", title: "When the last reading succeeded", value: age, show: ago, bad: value => value === undefined || value > 2 * LONGEST_PERIOD_SECONDS },
      { label: "Took", metric: "tachograph_source_reading_seconds", title: "How long the last reading took", show: seconds },
      { label: "Readings", metric: "tachograph_source_readings", title: "Readings that succeeded" },
      { label: "Failed", metric: "tachograph_source_failures", title: "Readings that failed", bad: aboveZero },
      { label: "Left out", metric: "tachograph_source_missed_readings", title: "Readings left out because the one before still ran", bad: aboveZero },
      { label: "Records", metric: "tachograph_source_records" },
    ],
  },
  {
    title: "Probes", thing: "Target", name: fact => fact.labels.target,
    empty: "This process probes no target.",
    columns: [
      { label: "Sent", metric: "tachograph_probe_requests_sent" },
      { label: "Ended", metric: "tachograph_probe_requests_finished" },
      { label: "Failed", metric: "tachograph_probe_requests_failed", title: "Requests that neither succeeded nor were cancelled", bad: aboveZero },
    ],
  },
  {
    title: "Events on their way to Kafka", thing: "Publisher", kind: "state", name: fact => /^tachograph_publisher_/.test(fact.metric) ? "this process" : undefined,
    empty: "This process publishes nothing.",
    columns: [
      { label: "Offered", metric: "tachograph_publisher_events", of: "offered" },
      { label: "Acknowledged", metric: "tachograph_publisher_events", of: "acknowledged" },
      { label: "Waiting", metric: "tachograph_publisher_pending_events" },
      { label: "Dropped", metric: "tachograph_publisher_events", of: "dropped", bad: aboveZero },
      { label: "Failed", metric: "tachograph_publisher_events", of: "failed", bad: aboveZero },
    ],
  },
  {
    title: "Housekeeping", thing: "Task", name: fact => fact.labels.task,
    empty: "No housekeeping runs in this process: up and jobs do it, or cron by tachograph housekeeping.",
    columns: [
      { label: "Last done", metric: "tachograph_housekeeping_last_success_timestamp_seconds", value: age, show: ago, bad: value => value > 2 * 3600 },
      { label: "Failures", metric: "tachograph_housekeeping_failures", title: "Transactions that the database refused", bad: aboveZero },
    ],
  },
];

/** A value with the unit that its metric's name ends with. */
export function figureOf({ metric, value }) {
  if (/_timestamp_seconds$|_start_time_seconds$/.test(metric)) return duration(age(value)) + " ago";
  return /_seconds(_total)?$/.test(metric) ? seconds(value) : count(value);
}
