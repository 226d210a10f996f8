package io.tachograph.generation.http;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for, checked and with defaults filled in.
 *
 * @param prompt not blank
 * @param model one that is served
 */
record Submission(
        String prompt,
        String model,
        int maxTokens,
        double temperature,
        double topP,
        @Nullable String userId) {}
