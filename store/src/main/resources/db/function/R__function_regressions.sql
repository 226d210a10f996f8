CREATE OR REPLACE FUNCTION tachograph.regressions(
    from_time timestamptz,
    to_time timestamptz,
    verdicts text[] DEFAULT NULL,
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    clusters text[] DEFAULT NULL,
    engine_versions text[] DEFAULT NULL,
    origins text[] DEFAULT NULL,
    prompt_bands text[] DEFAULT NULL,
    streamed boolean DEFAULT NULL)
RETURNS SETOF tachograph.regression
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_unknown('verdict', verdicts);
    PERFORM tachograph.refuse_null('targets', targets);
    PERFORM tachograph.refuse_null('models', models);
    PERFORM tachograph.refuse_null('clusters', clusters);
    PERFORM tachograph.refuse_null('engine_versions', engine_versions);
    PERFORM tachograph.refuse_unknown('origin', origins);
    PERFORM tachograph.refuse_unknown('prompt band', prompt_bands);
    RETURN QUERY
    SELECT r.*
    FROM tachograph.regression r
    WHERE r.evaluated_at >= from_time AND r.evaluated_at < to_time
      AND (coalesce(cardinality(verdicts), 0) = 0 OR r.verdict = ANY (verdicts))
      AND (coalesce(cardinality(targets), 0) = 0 OR r.target = ANY (targets))
      AND (coalesce(cardinality(models), 0) = 0 OR r.model = ANY (models))
      AND (coalesce(cardinality(clusters), 0) = 0 OR r.cluster = ANY (clusters))
      AND (coalesce(cardinality(engine_versions), 0) = 0 OR r.old_version = ANY (engine_versions)
           OR r.new_version = ANY (engine_versions))
      AND (coalesce(cardinality(origins), 0) = 0 OR r.origin = ANY (origins))
      AND (coalesce(cardinality(prompt_bands), 0) = 0 OR r.prompt_band = ANY (prompt_bands))
      AND ($10 IS NULL OR r.streamed = $10)
    ORDER BY r.evaluated_at DESC, r.comparison_key COLLATE "C" DESC;
END
$$;

COMMENT ON FUNCTION tachograph.regressions(
    timestamptz, timestamptz, text[], text[], text[], text[], text[], text[], text[], boolean) IS
    'Comparisons of engine versions that were evaluated last in [from_time, to_time), newest first; a version is that of '
    'either side.';
