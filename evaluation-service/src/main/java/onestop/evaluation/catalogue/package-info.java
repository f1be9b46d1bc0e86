/** The names of units, items and packages, copied from the catalogue that intake-service publishes. Names only. */
@NullMarked
package onestop.evaluation.catalogue;

import org.jspecify.annotations.NullMarked;
