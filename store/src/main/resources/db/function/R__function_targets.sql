CREATE OR REPLACE FUNCTION tachograph.targets(
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    clusters text[] DEFAULT NULL,
    engine_versions text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL,
    origins text[] DEFAULT NULL)
RETURNS TABLE (
    target text,
    cluster text,
    framework text,
    model text,
    engine_version text,
    first_seen timestamptz,
    last_seen timestamptz)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    chosen tachograph.selection := ROW(targets, models, clusters, engine_versions, tenants, origins, NULL, NULL, NULL);
BEGIN
    PERFORM tachograph.refuse_unknown(chosen);
    RETURN QUERY EXECUTE
        'WITH seen AS ('
        '    SELECT s.*, tachograph.last_seen(s.id) AS newest, coalesce('
        '        (SELECT min(w.window_start) FROM tachograph.request_window_1d w WHERE w.series_id = s.id),'
        '        (SELECT min(w.window_start) FROM tachograph.request_window_1h w WHERE w.series_id = s.id),'
        '        (SELECT min(w.window_start) FROM tachograph.request_window_1m w WHERE w.series_id = s.id),'
        '        (SELECT min(w.window_start) FROM tachograph.request_window_10s w WHERE w.series_id = s.id)) AS oldest'
        '    FROM tachograph.series s'
        '    WHERE ' || tachograph.selection_condition(chosen) ||
        ')'
        'SELECT DISTINCT ON (s.target COLLATE "C") s.target, s.cluster, s.framework, s.model, s.engine_version,'
        '       min(s.oldest) OVER (PARTITION BY s.target), max(s.newest) OVER (PARTITION BY s.target) '
        'FROM seen s '
        'ORDER BY s.target COLLATE "C", s.newest DESC NULLS LAST, s.id DESC';
END
$$;

COMMENT ON FUNCTION tachograph.targets(text[], text[], text[], text[], text[], text[]) IS
    'Targets of which requests were measured, with the engine version last observed, and between which times windows are kept.';
