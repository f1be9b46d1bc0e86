/**
 * The names of units, items and packages, copied from the catalogue that intake-service publishes, and where its windows
 * are. Names and places only.
 */
@NullMarked
package onestop.evaluation.catalogue;

import org.jspecify.annotations.NullMarked;
