CREATE OR REPLACE FUNCTION tachograph.usage(
    from_time timestamptz,
    to_time timestamptz,
    sources text[] DEFAULT NULL,
    scopes text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL,
    minutes boolean DEFAULT false)
RETURNS SETOF tachograph.usage
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_null('sources', sources);
    PERFORM tachograph.refuse_null('scopes', scopes);
    PERFORM tachograph.refuse_null('models', models);
    PERFORM tachograph.refuse_null('tenants', tenants);
    minutes := coalesce(minutes, false);
    RETURN QUERY
    SELECT t.*
    FROM (SELECT * FROM tachograph.usage WHERE NOT minutes
          UNION ALL SELECT * FROM tachograph.usage_1m WHERE minutes) t
    WHERE t.window_start < to_time AND t.window_end > from_time
      AND (coalesce(cardinality(sources), 0) = 0 OR t.source = ANY (sources))
      AND (coalesce(cardinality(scopes), 0) = 0 OR t.scope = ANY (scopes))
      AND (coalesce(cardinality(models), 0) = 0 OR t.model = ANY (models))
      AND (coalesce(cardinality(tenants), 0) = 0 OR t.tenant = ANY (tenants))
    ORDER BY t.window_start DESC, t.source COLLATE "C" DESC, t.scope COLLATE "C" DESC, t.name COLLATE "C" DESC,
             t.model COLLATE "C" DESC, t.tenant COLLATE "C" DESC, t.window_end DESC;
END
$$;

COMMENT ON FUNCTION tachograph.usage(timestamptz, timestamptz, text[], text[], text[], text[], boolean) IS
    'What gateways and analytics systems say was used on days that overlap [from_time, to_time), or clouds in minutes, newest '
    'first. Two sources may tell of the same calls: never add them up.';
