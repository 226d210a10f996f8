CREATE OR REPLACE FUNCTION tachograph.lock_task(task text)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM FROM tachograph.task_lock l WHERE l.name = task FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RAISE NOTICE 'another process is at %: waiting for it to end its step', task;
        PERFORM FROM tachograph.task_lock l WHERE l.name = task FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'there is no task "%"', task USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.lock_task(text) IS
    'Lets one transaction at a time work at a task, until its end. One that has to wait says so in a notice.';
