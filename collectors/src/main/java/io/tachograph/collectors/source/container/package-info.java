/** What is known of containers however they are found: their engines, their processes, and which GPUs they hold. */
@NullMarked
package io.tachograph.collectors.source.container;

import org.jspecify.annotations.NullMarked;
