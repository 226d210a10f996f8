/** Prompts and conversations from files. */
@NullMarked
package io.tachograph.collectors.workload.dataset;

import org.jspecify.annotations.NullMarked;
