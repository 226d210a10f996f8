CREATE OR REPLACE FUNCTION tachograph.cluster_jobs(
    clusters text[] DEFAULT NULL,
    states text[] DEFAULT NULL,
    models text[] DEFAULT NULL)
RETURNS SETOF tachograph.cluster_job
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_variable
BEGIN
    PERFORM tachograph.refuse_null('clusters', clusters);
    PERFORM tachograph.refuse_null('states', states);
    PERFORM tachograph.refuse_null('models', models);
    RETURN QUERY
    SELECT t.*
    FROM tachograph.cluster_job t
    WHERE (coalesce(cardinality(clusters), 0) = 0 OR t.cluster = ANY (clusters))
      AND (coalesce(cardinality(states), 0) = 0 OR t.state = ANY (states))
      AND (coalesce(cardinality(models), 0) = 0 OR t.models && models)
    ORDER BY t.cluster COLLATE "C", t.source COLLATE "C", t.job COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.cluster_jobs(text[], text[], text[]) IS
    'Jobs of clusters'' schedulers that serve models, those that have ended included.';
