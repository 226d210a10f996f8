/** Which container a process belongs to, and which processes use which GPU. */
@NullMarked
package io.tachograph.collectors.source.container;

import org.jspecify.annotations.NullMarked;
