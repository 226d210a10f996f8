SET LOCAL check_function_bodies = off;

CREATE OR REPLACE FUNCTION tachograph.models(
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    clusters text[] DEFAULT NULL,
    engine_versions text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL,
    origins text[] DEFAULT NULL)
RETURNS TABLE (model text, targets bigint, clusters text[], engine_versions text[], last_seen timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT t.model, count(*), array_agg(DISTINCT t.cluster), array_agg(DISTINCT t.engine_version),
           max(t.last_seen)
    FROM tachograph.targets($1, $2, $3, $4, $5, $6) t
    GROUP BY t.model
    ORDER BY t.model COLLATE "C"
$$;

COMMENT ON FUNCTION tachograph.models(text[], text[], text[], text[], text[], text[]) IS
    'Models of which requests were measured: on how many targets, where, and by which engine versions last observed.';
