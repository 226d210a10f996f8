package io.tachograph.api;

import io.tachograph.schemas.codec.CompressedText;
import java.util.HexFormat;

/** Rows of the tables that other jobs than the windows' write. */
final class Fixtures {
    /** A result as PostgreSQL takes bytes. */
    private static final String RESULT =
            "\\x" + HexFormat.of().formatHex(CompressedText.of(LoadTestRouteTest.result()));

    static final String[] ROWS = {
        """
        INSERT INTO tachograph.ranking (metric, statistic, window_seconds, origin, prompt_band, streamed, window_end, model,
            unit, rank, value, mean, sample_size, sample_minimum, rank_best, rank_worst, tie_group, value_low, value_high)
        SELECT metric, 'p50', 3600, 'load', 'short', true, t, model, 's', rank, rank * 0.25, rank * 0.3, 540, 60,
            1, 2, 1, rank * 0.2, rank * 0.4
        FROM unnest(ARRAY['ttft', 'tpot']) metric,
             generate_series(timestamptz '2026-11-20 11:00Z', '2026-11-20 12:00Z', '1 min') t,
             (VALUES ('llama', 1), ('qwen', 2)) m (model, rank)""", """
        INSERT INTO tachograph.alert VALUES ('burn/fast/de-vllm-qwen', '2026-11-20 11:10Z', 'burn_rate', 'page',
            'de-vllm-qwen', 'de', 'vllm', 'qwen', 'fast', 'resolved', '2026-11-20 11:40Z', '2026-11-20 11:40Z', 20, 21, 14.4,
            'burn rate', 3600, 300, 120, true, 'fast burns at 20 on de-vllm-qwen.')""", """
        INSERT INTO tachograph.alert VALUES ('lost/de-vllm-llama', '2026-11-20 11:50Z', 'telemetry_lost', 'ticket',
            'de-vllm-llama', 'de', 'vllm', 'llama', '', 'firing', NULL, '2026-11-20 11:55Z', 300, NULL, 120,
            's', NULL, NULL, 0, true, 'Nothing was heard of de-vllm-llama for 5 min.')""", """
        INSERT INTO tachograph.event VALUES
            ('deploy', 'de-vllm-llama', '2026-11-20 11:00Z', NULL, 'vLLM 0.9.2, <b>hot</b>', '{image,"a,b"}'),
            ('fault', 'GPU-1', '2026-11-20 10:30Z', '2026-11-20 10:31Z', 'XID 79', '{}')""", """
        INSERT INTO tachograph.regression VALUES ('de-vllm-llama ttft p50 0.9.1 0.9.2', 'de-vllm-llama', 'de', 'vllm',
            'llama', 'load', 'short', true, 'ttft', 'p50', '0.9.1', '0.9.2', '2026-11-20 11:59Z', 0.25, 0.3, 540, 540, 8, 8,
            1.2, 1.1, 1.3, 0.05, 'worse')""", """
        INSERT INTO tachograph.usage VALUES ('litellm http://h', 'model', '', 'llama', 'red', '2026-11-20', '2026-11-21',
            '2026-11-20 11:00Z', 12, 1, 3000, 0, 900, 3900, 0.02, NULL, NULL, NULL, NULL, 'a')""", """
        INSERT INTO tachograph.usage_1m VALUES ('cloudwatch eu-central-1', 'model', '', 'llama', '', '2026-11-20 11:30Z',
            '2026-11-20 11:31Z', '2026-11-20 11:35Z', 12, 3, 3000, 0, 900, NULL, NULL, NULL, NULL, NULL, NULL, 'a', 2, 1.5, 0.25)""", """
        INSERT INTO tachograph.model_price VALUES
            ('llama', '', '', '1970-01-01', '2026-11-20', 'USD', 2, NULL, 6, '2026-11-20 11:00Z'),
            ('llama', '', '', '2026-11-20', NULL, 'USD', 0.5, 0.05, 1.5, '2026-11-20 11:00Z')""", """
        INSERT INTO tachograph.score VALUES ('langfuse http://h', 'trust', 'numeric', '', 'llama', '', '2026-11-20', '2026-11-21',
            '2026-11-20 11:00Z', 3, 0.5, 0, 1, 'a')""", """
        INSERT INTO tachograph.cluster_job VALUES
            ('gateway', 'east', '17', 'running', '{llama}', 'vllm', '{n1,n2}', 2, 3600, '2026-11-20 09:00Z', '{"queue": "demand"}',
                'a', '2026-11-20 11:00Z', NULL),
            ('gateway', 'east', '18', 'queued', '{qwen}', 'vllm', '{}', NULL, NULL, NULL, '{}', 'a', '2026-11-20 11:00Z', NULL)""", """
        INSERT INTO tachograph.load_test VALUES
            ('run-1', '<b>Nightly</b>', 'de-vllm-llama', 'llama', '0.9.2', 'poisson 20/s', 'random 512/128',
                '2026-11-20 11:00Z', '2026-11-20 11:06Z', 300, 6000, 5990, 10, 19.9, 2500, 0.21, 0.9, 0.02, 0.03, 2.8, 4.1, 0.98,
                false, false, NULL),
            ('run-2', '', 'de-vllm-qwen', 'qwen', NULL, 'closed 8', 'random 512/128', '2026-11-20 11:30Z',
                '2026-11-20 11:36Z', 300, 100, 0, 100, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, true, NULL),
            ('run-3', 'before', 'de-vllm-llama', 'llama', '0.9.1', 'poisson 20/s', 'random 512/128',
                '2026-11-20 10:00Z', '2026-11-20 10:06Z', 300, 6000, 6000, 0, 20, 2500, 0.2, 0.9, 0.02, 0.03, 2.8, 4.1, 0.98,
                false, false, '%1$s'),
            ('run-4', 'after', 'de-vllm-llama', 'llama', '0.9.2', 'poisson 20/s', 'random 512/128',
                '2026-11-20 11:45Z', '2026-11-20 11:51Z', 300, 6000, 6000, 0, 20, 2500, 0.25, 0.9, 0.02, 0.03, 2.8, 4.1, 0.98,
                false, false, '%1$s')""".formatted(Fixtures.RESULT), """
        INSERT INTO tachograph.gpu_window_10s
        SELECT 'GPU-' || g, t, 0, 1, true, 10, 'node-1', 'H100', g, 10, 4000 + 100 * g, 10, 'counter', 400 + 10 * g, 450,
            0.5, 0.9, 4e10, 5e10, 80000000000, 60, 65, 1700, 1900, 2600, 2600, 0.1
        FROM generate_series(0, 1) g, generate_series(timestamptz '2026-11-20 10:00Z', '2026-11-20 11:59:50Z', '10 s') t""", """
        INSERT INTO tachograph.gpu_window_1m
        SELECT 'GPU-' || g, t, 0, 1, true, 60, 'node-1', 'H100', g, 60, 6 * (4000 + 100 * g), 60, 'counter', 400 + 10 * g,
            450, 0.5, 0.9, 4e10, 5e10, 80000000000, 60, 65, 1700, 1900, 2600, 2600, 0.1
        FROM generate_series(0, 1) g, generate_series(timestamptz '2026-11-20 10:00Z', '2026-11-20 11:59Z', '1 min') t""", """
        INSERT INTO tachograph.gpu_assignment VALUES
            ('GPU-0', 'de-vllm-llama', '2026-11-20 09:00Z', NULL, '2026-11-20 09:00Z', 'config', 'said so'),
            ('GPU-1', 'de-vllm-qwen', '2026-11-20 09:00Z', NULL, '2026-11-20 09:00Z', 'config', 'said so')""", """
        INSERT INTO tachograph.engine_window_10s
        SELECT 'de-vllm-' || m, t, 0, 1, true, 10, 'vllm', '0.9.2', 10, 10, 4, 8, 1, 3, 0.4, 0.6, 1000, 100, 500, 9, 0, 1, 0, NULL
        FROM unnest(ARRAY['llama', 'qwen']) m,
             generate_series(timestamptz '2026-11-20 10:00Z', '2026-11-20 11:59:50Z', '10 s') t""", """
        INSERT INTO tachograph.engine_window_1m
        SELECT 'de-vllm-' || m, t, 0, 1, true, 60, 'vllm', '0.9.2', 60, 60, 4, 8, 1, 3, 0.4, 0.6, 6000, 600, 3000, 54, 0, 6, 0,
            NULL
        FROM unnest(ARRAY['llama', 'qwen']) m,
             generate_series(timestamptz '2026-11-20 10:00Z', '2026-11-20 11:59Z', '1 min') t"""
    };

    private Fixtures() {}
}
