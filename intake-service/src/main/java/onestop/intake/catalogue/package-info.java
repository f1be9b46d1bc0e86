/**
 * What enterprises can ask for: units, materials, service items with their guides, and packages with their questionnaires.
 *
 * <p>An entry is drafted, checked and published as a numbered version that applies from a moment on; it is suspended and
 * resumed, or cancelled. Nobody who had a hand in a draft checks or publishes it, and the table refuses it, too. An item is
 * checked only when its guide tells every element of {@link onestop.intake.catalogue.GuideElement}; wording that leaves
 * open what is asked for is refused everywhere. A version is raised only when the entry changes; older versions stay in the
 * table, so that it can be asked what was in force at any moment and a file can be read under the version it was handed in
 * under.
 *
 * <p>Entries also come in bulk, as JSON, CSV or XLSX: all or nothing, or only the good rows, as often as one likes.
 *
 * <p>What is in force is held in memory as one immutable {@link onestop.intake.catalogue.Catalogue} with its search index;
 * other replicas notice a change by its revision number, and all of them notice by the clock when a version published ahead
 * comes into force.
 */
@NullMarked
package onestop.intake.catalogue;

import org.jspecify.annotations.NullMarked;
