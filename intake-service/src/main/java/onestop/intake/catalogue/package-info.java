/**
 * What enterprises can ask for: units, materials, service items and packages.
 *
 * <p>A catalogue is imported as a whole. Each entry has its own version, raised only when the entry changes; older
 * versions stay in the table, so that a file can always be read under the version it was handed in under. What is in
 * force is held in memory as one immutable {@link onestop.intake.catalogue.Catalogue}; other replicas notice an import
 * by its revision number.
 */
@NullMarked
package onestop.intake.catalogue;

import org.jspecify.annotations.NullMarked;
