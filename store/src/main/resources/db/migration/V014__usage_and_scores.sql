-- What gateways and analytics systems say was used, and what people and evaluators thought of answers.

CREATE TABLE tachograph.usage (
    source text NOT NULL,
    scope text NOT NULL,
    name text NOT NULL,
    model text NOT NULL,
    tenant text NOT NULL,
    window_start timestamptz NOT NULL,
    window_end timestamptz NOT NULL,
    asserted_at timestamptz NOT NULL,
    calls bigint,
    failures bigint,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    total_tokens bigint,
    cost_usd double precision,
    latency_p50_seconds double precision,
    latency_p95_seconds double precision,
    latency_p99_seconds double precision,
    ttft_p95_seconds double precision,
    agent text NOT NULL,
    PRIMARY KEY (source, scope, name, model, tenant, window_start, window_end),
    CONSTRAINT usage_ends_after_its_begin CHECK (window_end > window_start)
);

CREATE INDEX usage_window_start ON tachograph.usage (window_start);

COMMENT ON TABLE tachograph.usage IS
    'What a gateway or an analytics system says was used in a day (UTC), as it said last: days are read again, since calls are '
    'reported late. NULL is what it does not tell. Two sources may tell of the same calls: never add them up.';
COMMENT ON COLUMN tachograph.usage.source IS 'Which system says so: its kind and address.';
COMMENT ON COLUMN tachograph.usage.scope IS
    'What calls counts: model (calls of a model), trace (whole traces), session (sessions).';
COMMENT ON COLUMN tachograph.usage.name IS 'Name of the traces; empty for the other scopes.';
COMMENT ON COLUMN tachograph.usage.model IS 'As the source calls it; empty when it does not tell.';
COMMENT ON COLUMN tachograph.usage.tenant IS 'Team or project; empty when unknown.';
COMMENT ON COLUMN tachograph.usage.window_start IS 'Inclusive.';
COMMENT ON COLUMN tachograph.usage.window_end IS 'Exclusive.';
COMMENT ON COLUMN tachograph.usage.asserted_at IS
    'When the source said so: a row is replaced only by what was said then or later.';
COMMENT ON COLUMN tachograph.usage.calls IS 'Those that failed included.';
COMMENT ON COLUMN tachograph.usage.failures IS 'Calls that failed.';
COMMENT ON COLUMN tachograph.usage.input_tokens IS 'Those from a cache included.';
COMMENT ON COLUMN tachograph.usage.cached_input_tokens IS 'Input tokens that a provider''s cache had.';
COMMENT ON COLUMN tachograph.usage.output_tokens IS 'Generated tokens.';
COMMENT ON COLUMN tachograph.usage.total_tokens IS 'As the source adds them up.';
COMMENT ON COLUMN tachograph.usage.cost_usd IS 'US dollars; 0 where the source knows that it cost nothing.';
COMMENT ON COLUMN tachograph.usage.latency_p50_seconds IS 'Quantile by the source''s own convention; likewise all that follow.';
COMMENT ON COLUMN tachograph.usage.latency_p95_seconds IS 'Of whole calls, or whole traces.';
COMMENT ON COLUMN tachograph.usage.latency_p99_seconds IS 'Of whole calls, or whole traces.';
COMMENT ON COLUMN tachograph.usage.ttft_p95_seconds IS 'Of calls that the source saw streamed.';
COMMENT ON COLUMN tachograph.usage.agent IS 'The agent that read it last.';

CREATE TABLE tachograph.score (
    source text NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    category text NOT NULL,
    model text NOT NULL,
    tenant text NOT NULL,
    window_start timestamptz NOT NULL,
    window_end timestamptz NOT NULL,
    asserted_at timestamptz NOT NULL,
    scores bigint NOT NULL,
    mean double precision,
    minimum double precision,
    maximum double precision,
    agent text NOT NULL,
    PRIMARY KEY (source, name, type, category, model, tenant, window_start, window_end),
    CONSTRAINT score_ends_after_its_begin CHECK (window_end > window_start)
);

CREATE INDEX score_window_start ON tachograph.score (window_start);

COMMENT ON TABLE tachograph.score IS
    'What people and evaluators thought of the answers of a day (UTC), by score and model, as the source said last.';
COMMENT ON COLUMN tachograph.score.source IS 'Which system says so: its kind and address.';
COMMENT ON COLUMN tachograph.score.name IS 'Of the score.';
COMMENT ON COLUMN tachograph.score.type IS 'numeric, boolean (1 or 0), categorical, or what the source calls it.';
COMMENT ON COLUMN tachograph.score.category IS 'Of a categorical score, else empty.';
COMMENT ON COLUMN tachograph.score.model IS
    'Whose answers they were, as the source calls it; empty when the scores are not of single calls.';
COMMENT ON COLUMN tachograph.score.tenant IS 'Project; empty when unknown.';
COMMENT ON COLUMN tachograph.score.window_start IS 'Inclusive.';
COMMENT ON COLUMN tachograph.score.window_end IS 'Exclusive.';
COMMENT ON COLUMN tachograph.score.asserted_at IS
    'When the source said so: a row is replaced only by what was said then or later.';
COMMENT ON COLUMN tachograph.score.scores IS 'How many, those without a value included.';
COMMENT ON COLUMN tachograph.score.mean IS 'Of those with a value; NULL when none has one, and for categories.';
COMMENT ON COLUMN tachograph.score.minimum IS 'The lowest of them.';
COMMENT ON COLUMN tachograph.score.maximum IS 'The highest of them.';
COMMENT ON COLUMN tachograph.score.agent IS 'The agent that read it last.';

INSERT INTO tachograph.retention (resolution, keep, time_column) VALUES
    ('usage', NULL, 'window_start'), ('score', NULL, 'window_start');
