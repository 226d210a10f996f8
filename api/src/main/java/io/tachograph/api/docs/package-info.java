/** The contract and the two pages that show it, served without any outside host. */
@NullMarked
package io.tachograph.api.docs;

import org.jspecify.annotations.NullMarked;
