/** Stream jobs in this process, each alone or all together, and what Prometheus is told of them. */
@NullMarked
package io.tachograph.standalone.jobs;

import org.jspecify.annotations.NullMarked;
