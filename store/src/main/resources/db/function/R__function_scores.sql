CREATE OR REPLACE FUNCTION tachograph.scores(
    from_time timestamptz,
    to_time timestamptz,
    sources text[] DEFAULT NULL,
    names text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL)
RETURNS SETOF tachograph.score
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_null('sources', sources);
    PERFORM tachograph.refuse_null('names', names);
    PERFORM tachograph.refuse_null('models', models);
    PERFORM tachograph.refuse_null('tenants', tenants);
    RETURN QUERY
    SELECT t.*
    FROM tachograph.score t
    WHERE t.window_start < to_time AND t.window_end > from_time
      AND (coalesce(cardinality(sources), 0) = 0 OR t.source = ANY (sources))
      AND (coalesce(cardinality(names), 0) = 0 OR t.name = ANY (names))
      AND (coalesce(cardinality(models), 0) = 0 OR t.model = ANY (models))
      AND (coalesce(cardinality(tenants), 0) = 0 OR t.tenant = ANY (tenants))
    ORDER BY t.window_start DESC, t.source COLLATE "C" DESC, t.name COLLATE "C" DESC, t.type COLLATE "C" DESC,
             t.category COLLATE "C" DESC, t.model COLLATE "C" DESC, t.tenant COLLATE "C" DESC, t.window_end DESC;
END
$$;

COMMENT ON FUNCTION tachograph.scores(timestamptz, timestamptz, text[], text[], text[], text[]) IS
    'What people and evaluators thought of answers of days that overlap [from_time, to_time), newest first.';
