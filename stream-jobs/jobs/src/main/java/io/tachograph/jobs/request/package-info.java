/** Windows of requests, and windows that sum up windows. */
@NullMarked
package io.tachograph.jobs.request;

import org.jspecify.annotations.NullMarked;
