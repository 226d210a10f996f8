/** What every kind of source owes to the agent. */
@NullMarked
package io.tachograph.collectors.source.contract;

import org.jspecify.annotations.NullMarked;
