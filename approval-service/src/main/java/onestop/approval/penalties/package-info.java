/**
 * The register of administrative penalties: what a unit has decided against an enterprise, entered by the unit's manager and published
 * like licences are. A correction or withdrawal gives a reason and keeps every version as it was.
 */
@NullMarked
package onestop.approval.penalties;

import org.jspecify.annotations.NullMarked;
