CREATE OR REPLACE FUNCTION tachograph.labels(group_by text[], names text[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN cardinality(group_by) > 0 THEN jsonb_object(group_by, names) ELSE '{}' END
$$;

COMMENT ON FUNCTION tachograph.labels(text[], text[]) IS 'The values of a group by their dimensions.';
