-- What there is: targets, their engines, containers, models, routes of proxies, jobs of clusters. One row a thing, as it was
-- last found.

CREATE TABLE tachograph.target (
    target text PRIMARY KEY,
    model text NOT NULL,
    cluster text NOT NULL,
    framework text NOT NULL,
    api text NOT NULL,
    tenant text NOT NULL,
    url text NOT NULL,
    probed boolean NOT NULL,
    labels jsonb NOT NULL,
    agent text NOT NULL,
    asserted_at timestamptz NOT NULL,
    ended_at timestamptz
);

CREATE INDEX target_model ON tachograph.target (model);

COMMENT ON TABLE tachograph.target IS 'Targets that agents watch, as they were configured or found.';
COMMENT ON COLUMN tachograph.target.target IS 'Slug.';
COMMENT ON COLUMN tachograph.target.model IS 'Model name as the target knows it.';
COMMENT ON COLUMN tachograph.target.cluster IS 'Where it runs.';
COMMENT ON COLUMN tachograph.target.framework IS 'What serves it, as configured; what it says itself is in engine.';
COMMENT ON COLUMN tachograph.target.api IS 'API kind.';
COMMENT ON COLUMN tachograph.target.tenant IS 'Tenant that its probes are counted for, empty for none.';
COMMENT ON COLUMN tachograph.target.url IS 'Scheme, host and port.';
COMMENT ON COLUMN tachograph.target.probed IS 'Whether requests are sent to it.';
COMMENT ON COLUMN tachograph.target.labels IS 'Free labels, by name.';
COMMENT ON COLUMN tachograph.target.agent IS 'The agent that said so last.';
COMMENT ON COLUMN tachograph.target.asserted_at IS
    'When it was found so: a row is replaced only by one found then or later. It is said again every few minutes, so an '
    'old time means that no agent watches it any more.';
COMMENT ON COLUMN tachograph.target.ended_at IS 'When its agent ceased to watch it; NULL while it does.';

CREATE TABLE tachograph.engine (
    target text PRIMARY KEY,
    engine text NOT NULL,
    engine_version text NOT NULL,
    models text[] NOT NULL,
    agent text NOT NULL,
    asserted_at timestamptz NOT NULL
);

COMMENT ON TABLE tachograph.engine IS
    'What the engines of targets say they are. Versions of the past are deploys in event, and in request_window by series.';
COMMENT ON COLUMN tachograph.engine.target IS 'Slug of its target.';
COMMENT ON COLUMN tachograph.engine.engine IS 'Kind: vllm, sglang, …';
COMMENT ON COLUMN tachograph.engine.engine_version IS 'Empty when it does not tell.';
COMMENT ON COLUMN tachograph.engine.models IS 'Names that it serves; empty when it does not tell.';
COMMENT ON COLUMN tachograph.engine.agent IS 'The agent that read it last.';
COMMENT ON COLUMN tachograph.engine.asserted_at IS 'As in target.';

CREATE TABLE tachograph.container (
    container text PRIMARY KEY,
    name text NOT NULL,
    node text NOT NULL,
    image text NOT NULL,
    image_id text NOT NULL,
    engine text NOT NULL,
    target text,
    state text NOT NULL,
    health text,
    started_at timestamptz,
    restarts bigint,
    exit_code integer,
    oom_killed boolean,
    gpus text[] NOT NULL,
    labels jsonb NOT NULL,
    source text NOT NULL,
    agent text NOT NULL,
    asserted_at timestamptz NOT NULL,
    ended_at timestamptz
);

CREATE INDEX container_target ON tachograph.container (target);

COMMENT ON TABLE tachograph.container IS 'Containers, as their engines told last.';
COMMENT ON COLUMN tachograph.container.container IS 'The engine''s id of it.';
COMMENT ON COLUMN tachograph.container.name IS 'Its name, which its successor after an update usually has, too.';
COMMENT ON COLUMN tachograph.container.node IS 'Host that it runs on.';
COMMENT ON COLUMN tachograph.container.image IS 'Image with its tag, as the container was made of it.';
COMMENT ON COLUMN tachograph.container.image_id IS 'Digest of the image.';
COMMENT ON COLUMN tachograph.container.engine IS 'Inference engine in it; empty when it is none that is known.';
COMMENT ON COLUMN tachograph.container.target IS 'Slug of the target that it serves; NULL when it serves none that is known.';
COMMENT ON COLUMN tachograph.container.state IS 'running, paused, restarting, exited, …';
COMMENT ON COLUMN tachograph.container.health IS 'healthy, unhealthy or starting; NULL without a health check.';
COMMENT ON COLUMN tachograph.container.started_at IS 'Beginning of its present or last run.';
COMMENT ON COLUMN tachograph.container.restarts IS 'By its restart policy.';
COMMENT ON COLUMN tachograph.container.exit_code IS 'Of its last run; NULL while it runs, or unknown.';
COMMENT ON COLUMN tachograph.container.oom_killed IS 'Whether its last run was ended for want of memory; NULL when unknown.';
COMMENT ON COLUMN tachograph.container.gpus IS 'UUIDs of the GPUs that it holds, as far as they are known.';
COMMENT ON COLUMN tachograph.container.labels IS 'Those that are known to hold no secrets, by name.';
COMMENT ON COLUMN tachograph.container.source IS 'Who says so: docker, kubernetes, …';
COMMENT ON COLUMN tachograph.container.agent IS 'The agent that said so last.';
COMMENT ON COLUMN tachograph.container.asserted_at IS 'As in target.';
COMMENT ON COLUMN tachograph.container.ended_at IS
    'When its last run ended; NULL while it runs, and when it ended while no agent watched.';

CREATE TABLE tachograph.model (
    source text NOT NULL,
    target text NOT NULL,
    model text NOT NULL,
    size_bytes bigint,
    parameters bigint,
    quantization text NOT NULL,
    licence text NOT NULL,
    max_length integer,
    facts jsonb NOT NULL,
    agent text NOT NULL,
    asserted_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (model, source, target)
);

COMMENT ON TABLE tachograph.model IS
    'What each source knows of a model. Sources name one model differently; a row is of one source''s name.';
COMMENT ON COLUMN tachograph.model.source IS 'Who says so: engine, ollama, huggingface, litellm, …';
COMMENT ON COLUMN tachograph.model.target IS 'Slug of the target that it is said of; empty when of the model in general.';
COMMENT ON COLUMN tachograph.model.model IS 'Name of the model, as the source knows it.';
COMMENT ON COLUMN tachograph.model.size_bytes IS 'Size of its weights.';
COMMENT ON COLUMN tachograph.model.parameters IS 'Number of its parameters.';
COMMENT ON COLUMN tachograph.model.quantization IS 'awq, fp8, q4_k_m, …; empty when unknown.';
COMMENT ON COLUMN tachograph.model.licence IS 'Empty when unknown.';
COMMENT ON COLUMN tachograph.model.max_length IS 'Tokens of prompt and answer together.';
COMMENT ON COLUMN tachograph.model.facts IS 'What else the source tells, by its own names.';
COMMENT ON COLUMN tachograph.model.agent IS 'The agent that said so last.';
COMMENT ON COLUMN tachograph.model.asserted_at IS 'As in target.';
COMMENT ON COLUMN tachograph.model.ended_at IS 'When the source ceased to tell of it; NULL while it does.';

CREATE TABLE tachograph.model_route (
    source text NOT NULL,
    proxy text NOT NULL,
    route text NOT NULL,
    model text NOT NULL,
    backend_model text NOT NULL,
    provider text NOT NULL,
    url text NOT NULL,
    target text,
    state text NOT NULL,
    input_cost_per_token double precision,
    output_cost_per_token double precision,
    facts jsonb NOT NULL,
    agent text NOT NULL,
    asserted_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (proxy, source, route)
);

CREATE INDEX model_route_model ON tachograph.model_route (model);

COMMENT ON TABLE tachograph.model_route IS
    'Ways of proxies from a model name that users ask for to a backend. Several of one model share its load.';
COMMENT ON COLUMN tachograph.model_route.source IS 'Who says so: litellm, …';
COMMENT ON COLUMN tachograph.model_route.proxy IS 'Which proxy: a target''s slug, or host and port.';
COMMENT ON COLUMN tachograph.model_route.route IS 'The proxy''s own id of it.';
COMMENT ON COLUMN tachograph.model_route.model IS 'Name that users ask for.';
COMMENT ON COLUMN tachograph.model_route.backend_model IS 'Name that the backend is asked for.';
COMMENT ON COLUMN tachograph.model_route.provider IS 'Who runs the backend.';
COMMENT ON COLUMN tachograph.model_route.url IS 'Where the backend is, without user and query.';
COMMENT ON COLUMN tachograph.model_route.target IS 'Slug of the target that the backend is; NULL when it is none that is known.';
COMMENT ON COLUMN tachograph.model_route.state IS 'healthy, degraded, down; empty when unknown.';
COMMENT ON COLUMN tachograph.model_route.input_cost_per_token IS 'US dollars.';
COMMENT ON COLUMN tachograph.model_route.output_cost_per_token IS 'US dollars.';
COMMENT ON COLUMN tachograph.model_route.facts IS 'What else the source tells, by its own names.';
COMMENT ON COLUMN tachograph.model_route.agent IS 'The agent that said so last.';
COMMENT ON COLUMN tachograph.model_route.asserted_at IS 'As in target.';
COMMENT ON COLUMN tachograph.model_route.ended_at IS 'When the proxy ceased to have it; NULL while it does.';

CREATE TABLE tachograph.cluster_job (
    source text NOT NULL,
    cluster text NOT NULL,
    job text NOT NULL,
    state text NOT NULL,
    models text[] NOT NULL,
    framework text NOT NULL,
    hosts text[] NOT NULL,
    nodes integer,
    walltime_seconds bigint,
    started_at timestamptz,
    facts jsonb NOT NULL,
    agent text NOT NULL,
    asserted_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (cluster, source, job)
);

COMMENT ON TABLE tachograph.cluster_job IS 'Jobs of clusters'' schedulers that serve models.';
COMMENT ON COLUMN tachograph.cluster_job.source IS 'Who says so.';
COMMENT ON COLUMN tachograph.cluster_job.cluster IS 'The cluster.';
COMMENT ON COLUMN tachograph.cluster_job.job IS 'The scheduler''s id of it, or what else tells it from others of its cluster.';
COMMENT ON COLUMN tachograph.cluster_job.state IS 'running, starting, queued, stopped, other.';
COMMENT ON COLUMN tachograph.cluster_job.models IS 'That it serves or will serve.';
COMMENT ON COLUMN tachograph.cluster_job.framework IS 'What serves them.';
COMMENT ON COLUMN tachograph.cluster_job.hosts IS 'Where it runs.';
COMMENT ON COLUMN tachograph.cluster_job.nodes IS 'Nodes that are reserved for it.';
COMMENT ON COLUMN tachograph.cluster_job.walltime_seconds IS 'How long it may run.';
COMMENT ON COLUMN tachograph.cluster_job.started_at IS 'When it began, or is expected to.';
COMMENT ON COLUMN tachograph.cluster_job.facts IS 'What else the source tells, by its own names.';
COMMENT ON COLUMN tachograph.cluster_job.agent IS 'The agent that said so last.';
COMMENT ON COLUMN tachograph.cluster_job.asserted_at IS 'As in target.';
COMMENT ON COLUMN tachograph.cluster_job.ended_at IS 'When the scheduler ceased to tell of it; NULL while it does.';
