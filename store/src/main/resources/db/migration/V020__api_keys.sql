-- Keys of the API's callers, and who did what with it. Of a key only a digest is here.

CREATE TABLE tachograph.api_key (
    id text PRIMARY KEY,
    name text NOT NULL,
    digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    hint text NOT NULL,
    scopes text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ '{read,generate,write,admin}'),
    tenant text,
    requests_per_minute integer NOT NULL CHECK (requests_per_minute > 0),
    burst integer NOT NULL CHECK (burst > 0),
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);

COMMENT ON TABLE tachograph.api_key IS
    'Keys that callers of the API may show, beside those of its environment. Rows stay when a key is revoked.';
COMMENT ON COLUMN tachograph.api_key.id IS 'Stands for the key wherever it is spoken of.';
COMMENT ON COLUMN tachograph.api_key.name IS 'What people call it.';
COMMENT ON COLUMN tachograph.api_key.digest IS 'SHA-256 of the key, which itself is nowhere.';
COMMENT ON COLUMN tachograph.api_key.hint IS 'Its last characters, for its owner to tell which one it is.';
COMMENT ON COLUMN tachograph.api_key.scopes IS 'What it is for: read, generate, write, admin.';
COMMENT ON COLUMN tachograph.api_key.tenant IS 'Whose requests alone the key sees; NULL for all.';
COMMENT ON COLUMN tachograph.api_key.requests_per_minute IS 'That it may send in the long run.';
COMMENT ON COLUMN tachograph.api_key.burst IS 'Requests that it may send at once.';
COMMENT ON COLUMN tachograph.api_key.created_at IS 'When it was made.';
COMMENT ON COLUMN tachograph.api_key.created_by IS 'Who made it: the id of a key, or the command line.';
COMMENT ON COLUMN tachograph.api_key.expires_at IS 'From when on it no longer counts; NULL for never.';
COMMENT ON COLUMN tachograph.api_key.revoked_at IS 'When it was revoked; NULL while it counts.';

CREATE TABLE tachograph.audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    who text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    address text NOT NULL,
    outcome text NOT NULL
);

CREATE INDEX audit_entry_at ON tachograph.audit_entry (at);

COMMENT ON TABLE tachograph.audit_entry IS 'Who did what with the API that is more than asking, or was refused. Never a key.';
COMMENT ON COLUMN tachograph.audit_entry.id IS 'In the order in which entries were written down.';
COMMENT ON COLUMN tachograph.audit_entry.at IS 'When it was done or refused.';
COMMENT ON COLUMN tachograph.audit_entry.who IS 'Id of a key, nobody where none is known, or the command line.';
COMMENT ON COLUMN tachograph.audit_entry.action IS 'key.create, key.revoke, event.post, load-test.post, sign-in, request.';
COMMENT ON COLUMN tachograph.audit_entry.subject IS 'To what: the id of a key, event or run, a route.';
COMMENT ON COLUMN tachograph.audit_entry.address IS 'Other end of the connection, which may be a proxy.';
COMMENT ON COLUMN tachograph.audit_entry.outcome IS 'done or refused.';

ALTER TABLE tachograph.retention DROP CONSTRAINT IF EXISTS retention_resolution_check;
ALTER TABLE tachograph.retention ADD CONSTRAINT retention_resolution_check CHECK (resolution IN (
    '10s', '1m', '1h', '1d', 'ranking', 'event', 'gpu_assignment', 'target', 'engine', 'container', 'model', 'model_route',
    'cluster_job', 'usage', 'score', 'load_test', 'audit_entry'));
INSERT INTO tachograph.retention (resolution, keep, time_column) VALUES ('audit_entry', '1 year', 'at');

-- What the API logs in as: it reads and writes keys, and asks questions as tachograph_reader.
DO $$
BEGIN
    IF to_regrole('tachograph_api') IS NULL THEN
        CREATE ROLE tachograph_api LOGIN;
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE WARNING 'The role tachograph_api was not created: % may not create roles. Have an administrator run "CREATE '
            'ROLE tachograph_api LOGIN; GRANT tachograph_reader TO tachograph_api", and then run "SELECT '
            'tachograph.grant_roles();" as %.', current_user, current_user;
    WHEN duplicate_object OR unique_violation THEN
        NULL; -- made for another database of this server at the same moment
END
$$;
