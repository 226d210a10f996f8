/** Containers of a Docker engine: finds engines among them, and tells what each uses and which GPUs it has. */
@NullMarked
package io.tachograph.collectors.source.docker;

import org.jspecify.annotations.NullMarked;
