/** A source as a user would write it. */
@NullMarked
package io.tachograph.collectors.source.own;

import org.jspecify.annotations.NullMarked;
