CREATE OR REPLACE FUNCTION tachograph.dimensions(sel tachograph.selection)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce(sel.group_by, '{}') || array_remove(ARRAY[
        CASE WHEN cardinality(sel.targets) > 0 THEN 'target' END,
        CASE WHEN cardinality(sel.models) > 0 THEN 'model' END,
        CASE WHEN cardinality(sel.clusters) > 0 THEN 'cluster' END,
        CASE WHEN cardinality(sel.engine_versions) > 0 THEN 'engine_version' END,
        CASE WHEN cardinality(sel.tenants) > 0 THEN 'tenant' END,
        CASE WHEN cardinality(sel.origins) > 0 THEN 'origin' END,
        CASE WHEN cardinality(sel.prompt_bands) > 0 THEN 'prompt_band' END,
        CASE WHEN sel.streamed IS NOT NULL THEN 'streamed' END], NULL);
END
$$;

COMMENT ON FUNCTION tachograph.dimensions(tachograph.selection) IS 'The dimensions that a selection names.';
