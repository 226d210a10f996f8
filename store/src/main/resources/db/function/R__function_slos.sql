CREATE OR REPLACE FUNCTION tachograph.slos()
RETURNS TABLE (
    slo text, slo_id bigint, ttft_seconds double precision, tpot_seconds double precision, e2e_seconds double precision)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT s.name, s.id, s.ttft_seconds, s.tpot_seconds, s.e2e_seconds
    FROM tachograph.slo s
    ORDER BY s.name COLLATE "C", s.id
$$;

COMMENT ON FUNCTION tachograph.slos() IS 'SLOs as they were counted; the newest definition of a name has the highest id.';
