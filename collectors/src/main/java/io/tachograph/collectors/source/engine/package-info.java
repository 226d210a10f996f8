/** What inference engines say of themselves: their metrics under canonical names, their version, their models. */
@NullMarked
package io.tachograph.collectors.source.engine;

import org.jspecify.annotations.NullMarked;
