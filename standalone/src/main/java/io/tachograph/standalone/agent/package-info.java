/** {@code tachograph agent}: the collectors as a process of their own. */
@NullMarked
package io.tachograph.standalone.agent;

import org.jspecify.annotations.NullMarked;
