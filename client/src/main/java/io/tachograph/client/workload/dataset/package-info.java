/** Prompts and conversations from files. */
@NullMarked
package io.tachograph.client.workload.dataset;

import org.jspecify.annotations.NullMarked;
