package onestop.intake.application;

import java.time.Instant;
import java.util.Set;

/**
 * What the departments have told about a file that they finished.
 *
 * @param officers staff ids of everybody who examined or decided
 */
public record FinishedFile(Instant at, String outcome, Set<String> officers) {}
