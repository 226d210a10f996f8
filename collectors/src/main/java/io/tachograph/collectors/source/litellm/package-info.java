/** LiteLLM's proxy: its health, the routes that it knows, statistics of each model, and what was used by day. */
@NullMarked
package io.tachograph.collectors.source.litellm;

import org.jspecify.annotations.NullMarked;
