-- PostgreSQL replaces no function that has other columns. Where the new one is there already, it is not run again.

DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_proc
        WHERE pronamespace = 'tachograph'::regnamespace AND proname = 'engines'
          AND NOT 'cached_share' = ANY (proargnames))
    THEN
        DROP FUNCTION tachograph.engines(timestamptz, timestamptz, interval, text[]);
    END IF;
END
$$;

-- gpus and engines answer for them.
DROP FUNCTION IF EXISTS tachograph.gpu_usage(timestamptz, timestamptz, interval, text[], text[]);
DROP FUNCTION IF EXISTS tachograph.engine_load(timestamptz, timestamptz, interval, text[]);
