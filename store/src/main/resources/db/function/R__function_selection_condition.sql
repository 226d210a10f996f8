CREATE OR REPLACE FUNCTION tachograph.selection_condition(sel tachograph.selection)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT concat_ws(' AND ', 'true',
        CASE WHEN cardinality(sel.targets) > 0 THEN format('target = ANY (%L::text[])', sel.targets) END,
        CASE WHEN cardinality(sel.models) > 0 THEN format('model = ANY (%L::text[])', sel.models) END,
        CASE WHEN cardinality(sel.clusters) > 0 THEN format('cluster = ANY (%L::text[])', sel.clusters) END,
        CASE WHEN cardinality(sel.engine_versions) > 0
            THEN format('engine_version = ANY (%L::text[])', sel.engine_versions) END,
        CASE WHEN cardinality(sel.tenants) > 0 THEN format('tenant = ANY (%L::text[])', sel.tenants) END,
        CASE WHEN cardinality(sel.origins) > 0 THEN format('origin = ANY (%L::text[])', sel.origins) END,
        CASE WHEN cardinality(sel.prompt_bands) > 0
            THEN format('prompt_band = ANY (%L::text[])', sel.prompt_bands) END,
        CASE WHEN sel.streamed IS NOT NULL THEN format('streamed = %L', sel.streamed) END)
$$;

COMMENT ON FUNCTION tachograph.selection_condition(tachograph.selection) IS
    'The filters of a selection as a condition on series or merged_series.';
