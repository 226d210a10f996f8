CREATE OR REPLACE FUNCTION tachograph.step_seconds(bin timestamptz, from_second bigint, to_second bigint, step interval)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (least(to_second, coalesce(extract(epoch FROM bin) + extract(epoch FROM step), to_second))
        - greatest(from_second, extract(epoch FROM bin)))::double precision
$$;

COMMENT ON FUNCTION tachograph.step_seconds(timestamptz, bigint, bigint, interval) IS
    'How much of the range a step covers, seconds. The ends of the range are those of first_second.';
