/** What the agent reads besides probing: engines, GPUs, containers. One package per kind of source, behind one interface. */
@NullMarked
package io.tachograph.collectors.source;

import org.jspecify.annotations.NullMarked;
