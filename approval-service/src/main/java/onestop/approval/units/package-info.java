/** What the units are called, taken from the catalogue that intake-service publishes; read by SQL where a document is written. */
@NullMarked
package onestop.approval.units;

import org.jspecify.annotations.NullMarked;
