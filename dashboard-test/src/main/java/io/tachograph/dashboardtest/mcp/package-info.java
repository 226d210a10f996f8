/** The tools over the Model Context Protocol, on standard input and output. */
@NullMarked
package io.tachograph.dashboardtest.mcp;

import org.jspecify.annotations.NullMarked;
