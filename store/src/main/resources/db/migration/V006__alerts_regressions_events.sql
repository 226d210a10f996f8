-- Alerts, comparisons of engine versions, and what happened to targets and GPUs.

CREATE TABLE tachograph.alert (
    alert_key text NOT NULL,
    since timestamptz NOT NULL,
    kind text NOT NULL,
    severity text NOT NULL,
    target text NOT NULL,
    cluster text NOT NULL,
    framework text NOT NULL,
    model text NOT NULL,
    slo text NOT NULL,
    state text NOT NULL,
    resolved_at timestamptz,
    evaluated_at timestamptz NOT NULL,
    value double precision,
    short_value double precision,
    threshold double precision NOT NULL,
    unit text NOT NULL,
    window_seconds bigint,
    short_window_seconds bigint,
    events bigint NOT NULL,
    enough_evidence boolean NOT NULL,
    summary text NOT NULL,
    PRIMARY KEY (alert_key, since),
    CONSTRAINT alert_kind CHECK (kind IN ('burn_rate', 'telemetry_lost', 'regression')),
    CONSTRAINT alert_severity CHECK (severity IN ('page', 'ticket')),
    CONSTRAINT alert_state CHECK (state IN ('firing', 'resolved')),
    CONSTRAINT resolved_has_a_time CHECK ((state = 'resolved') = (resolved_at IS NOT NULL))
);

CREATE INDEX alert_firing ON tachograph.alert (severity, since) WHERE state = 'firing';
CREATE INDEX alert_since ON tachograph.alert (since);

COMMENT ON TABLE tachograph.alert IS
    'One row for each time an alert fired. All times are the stream''s clock. Alerts that never fired have no row; the '
    'topic tachograph.alerts has the state of every alert.';
COMMENT ON COLUMN tachograph.alert.alert_key IS
    'What the alert is about, the same for ever; beyond 500 characters its end is a SHA-256.';
COMMENT ON COLUMN tachograph.alert.since IS 'When it began to fire.';
COMMENT ON COLUMN tachograph.alert.kind IS 'burn_rate, telemetry_lost or regression.';
COMMENT ON COLUMN tachograph.alert.severity IS 'page or ticket.';
COMMENT ON COLUMN tachograph.alert.target IS 'Slug: cluster-framework-model.';
COMMENT ON COLUMN tachograph.alert.cluster IS 'Where the target runs.';
COMMENT ON COLUMN tachograph.alert.framework IS 'What serves it.';
COMMENT ON COLUMN tachograph.alert.model IS 'Model name.';
COMMENT ON COLUMN tachograph.alert.slo IS 'The SLO of a burn rate; empty for other kinds.';
COMMENT ON COLUMN tachograph.alert.state IS 'firing or resolved.';
COMMENT ON COLUMN tachograph.alert.resolved_at IS 'When it ceased to fire; NULL while it fires.';
COMMENT ON COLUMN tachograph.alert.evaluated_at IS
    'When the rest of the row was found: a row is replaced only by one that was evaluated no earlier. A firing row that '
    'is hours old comes from a stream that stands still.';
COMMENT ON COLUMN tachograph.alert.value IS
    'What is held against the threshold, over the long window where there are two; NULL when nothing was measured.';
COMMENT ON COLUMN tachograph.alert.short_value IS 'The same over the short window.';
COMMENT ON COLUMN tachograph.alert.threshold IS 'At which it fires.';
COMMENT ON COLUMN tachograph.alert.unit IS 'Of value, short_value and threshold: burn rate, s or ratio.';
COMMENT ON COLUMN tachograph.alert.window_seconds IS 'Length of the long window; NULL when there is none.';
COMMENT ON COLUMN tachograph.alert.short_window_seconds IS 'Length of the short window; NULL when there is none.';
COMMENT ON COLUMN tachograph.alert.events IS
    'Requests behind short_value, or behind value where there is one window.';
COMMENT ON COLUMN tachograph.alert.enough_evidence IS
    'False: too few events at the last evaluation, so it still has the state from before.';
COMMENT ON COLUMN tachograph.alert.summary IS 'One sentence for people.';

CREATE TABLE tachograph.regression (
    comparison_key text NOT NULL PRIMARY KEY,
    target text NOT NULL,
    cluster text NOT NULL,
    framework text NOT NULL,
    model text NOT NULL,
    origin text NOT NULL,
    prompt_band text NOT NULL,
    streamed boolean NOT NULL,
    metric text NOT NULL,
    statistic text NOT NULL,
    old_version text NOT NULL,
    new_version text NOT NULL,
    evaluated_at timestamptz NOT NULL,
    old_value double precision,
    new_value double precision,
    old_sample_size bigint NOT NULL,
    new_sample_size bigint NOT NULL,
    old_blocks integer NOT NULL,
    new_blocks integer NOT NULL,
    ratio double precision,
    ratio_low double precision,
    ratio_high double precision,
    minimum_effect double precision NOT NULL,
    verdict text NOT NULL,
    CONSTRAINT regression_verdict CHECK (verdict IN ('better', 'worse', 'no_evidence', 'insufficient_data')),
    CONSTRAINT verdict_has_an_interval CHECK (
        verdict = 'insufficient_data' OR num_nonnulls(ratio, ratio_low, ratio_high) = 3)
);

CREATE INDEX regression_evaluated ON tachograph.regression (evaluated_at);
CREATE INDEX regression_model ON tachograph.regression (model);

COMMENT ON TABLE tachograph.regression IS
    'A newer engine version of a target held against the one before, within one cell (origin, prompt_band, streamed): '
    'one row for each pair of versions, metric and statistic, replaced as more is measured.';
COMMENT ON COLUMN tachograph.regression.comparison_key IS
    'Target, cell, metric, statistic and both versions; beyond 500 characters its end is a SHA-256.';
COMMENT ON COLUMN tachograph.regression.target IS 'Slug: cluster-framework-model.';
COMMENT ON COLUMN tachograph.regression.cluster IS 'Where the target runs.';
COMMENT ON COLUMN tachograph.regression.framework IS 'What serves it.';
COMMENT ON COLUMN tachograph.regression.model IS 'Model name.';
COMMENT ON COLUMN tachograph.regression.origin IS 'Origin of the cell''s requests.';
COMMENT ON COLUMN tachograph.regression.prompt_band IS 'Prompt-length band of the cell''s requests.';
COMMENT ON COLUMN tachograph.regression.streamed IS 'Whether the cell''s requests asked for streams.';
COMMENT ON COLUMN tachograph.regression.metric IS 'ttft, tpot or e2e.';
COMMENT ON COLUMN tachograph.regression.statistic IS 'p50 or p95.';
COMMENT ON COLUMN tachograph.regression.old_version IS 'Engine version that was seen first.';
COMMENT ON COLUMN tachograph.regression.new_version IS 'Engine version that was seen later.';
COMMENT ON COLUMN tachograph.regression.evaluated_at IS
    'The stream''s clock at the comparison; a row is replaced only by one that was evaluated no earlier.';
COMMENT ON COLUMN tachograph.regression.old_value IS 'The statistic of the old version, seconds; NULL without values.';
COMMENT ON COLUMN tachograph.regression.new_value IS 'The statistic of the new version, seconds; NULL without values.';
COMMENT ON COLUMN tachograph.regression.old_sample_size IS 'Values behind old_value.';
COMMENT ON COLUMN tachograph.regression.new_sample_size IS 'Values behind new_value.';
COMMENT ON COLUMN tachograph.regression.old_blocks IS 'Blocks of time that the old values are from.';
COMMENT ON COLUMN tachograph.regression.new_blocks IS 'Blocks of time that the new values are from.';
COMMENT ON COLUMN tachograph.regression.ratio IS 'new_value over old_value; above 1 the newer version is slower.';
COMMENT ON COLUMN tachograph.regression.ratio_low IS 'Lower end of the 95 % block-bootstrap interval of ratio.';
COMMENT ON COLUMN tachograph.regression.ratio_high IS 'Upper end of the 95 % block-bootstrap interval of ratio.';
COMMENT ON COLUMN tachograph.regression.minimum_effect IS 'Smallest relative change that counts as one: 0.05 is 5 %.';
COMMENT ON COLUMN tachograph.regression.verdict IS
    'better or worse: the ratio is off 1 by minimum_effect or more and the interval excludes 1. no_evidence: it is not. '
    'insufficient_data: too few values or blocks for an interval.';

CREATE TABLE tachograph.event (
    kind text NOT NULL,
    subject text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    text text NOT NULL,
    tags text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (kind, subject, started_at),
    CONSTRAINT ends_after_it_started CHECK (ended_at >= started_at)
);

CREATE INDEX event_started ON tachograph.event (started_at);

COMMENT ON TABLE tachograph.event IS
    'What happened and may explain what is seen: deploys, faults. Boards show it as annotations.';
COMMENT ON COLUMN tachograph.event.kind IS 'deploy, fault, config, …';
COMMENT ON COLUMN tachograph.event.subject IS 'What it happened to: a target''s slug, a GPU''s uuid.';
COMMENT ON COLUMN tachograph.event.started_at IS 'When it began.';
COMMENT ON COLUMN tachograph.event.ended_at IS 'When it ended; NULL when it has no length or goes on.';
COMMENT ON COLUMN tachograph.event.text IS 'One sentence for people.';
COMMENT ON COLUMN tachograph.event.tags IS 'For filters on a board.';
