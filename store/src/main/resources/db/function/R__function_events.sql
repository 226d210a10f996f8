CREATE OR REPLACE FUNCTION tachograph.events(
    from_time timestamptz,
    to_time timestamptz,
    kinds text[] DEFAULT NULL,
    subjects text[] DEFAULT NULL)
RETURNS SETOF tachograph.event
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_null('kinds', kinds);
    PERFORM tachograph.refuse_null('subjects', subjects);
    RETURN QUERY
    SELECT e.*
    FROM tachograph.event e
    WHERE e.started_at < to_time AND coalesce(e.ended_at, e.started_at) >= from_time
      AND (coalesce(cardinality(kinds), 0) = 0 OR e.kind = ANY (kinds))
      AND (coalesce(cardinality(subjects), 0) = 0 OR e.subject = ANY (subjects))
    ORDER BY e.started_at DESC, e.id COLLATE "C" DESC;
END
$$;

COMMENT ON FUNCTION tachograph.events(timestamptz, timestamptz, text[], text[]) IS
    'What happened in [from_time, to_time), newest first; of what lasts, any part of it.';
