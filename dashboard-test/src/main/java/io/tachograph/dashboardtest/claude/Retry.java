package io.tachograph.dashboardtest.claude;

import java.time.Duration;

/**
 * That a request is sent again.
 *
 * @param why what went wrong, in a sentence
 * @param failed how many attempts have failed
 */
public record Retry(String why, int failed, Duration pause) {}
