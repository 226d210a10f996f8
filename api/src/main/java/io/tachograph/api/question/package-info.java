/** Questions to the SQL functions, one class each. */
@NullMarked
package io.tachograph.api.question;

import org.jspecify.annotations.NullMarked;
