package onestop.evaluation.rectification;

import java.time.LocalDate;

/**
 * A talk (约谈) about an order that was late or not done as reported.
 *
 * @param position of whom the talk was held with; a position, not a name
 */
record Talk(LocalDate heldOn, String position, String conclusion) {}
