/** Passes requests of others on to the targets, and measures them. */
@NullMarked
package io.tachograph.gateway;

import org.jspecify.annotations.NullMarked;
