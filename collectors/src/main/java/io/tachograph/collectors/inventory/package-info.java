/** Targets from the inference gateway's own files: {@code endpoints.json} and {@code clusters.json}, read as they are. */
@NullMarked
package io.tachograph.collectors.inventory;

import org.jspecify.annotations.NullMarked;
