/** What a tester does, as tools that an assistant calls by name. */
@NullMarked
package io.tachograph.dashboardtest.tool;

import org.jspecify.annotations.NullMarked;
