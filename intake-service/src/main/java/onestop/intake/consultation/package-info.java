/**
 * Questions to the hall, whichever way they come: at a window, by telephone, online, on the vehicle, from the hotline.
 *
 * <p>A member of staff enters what was asked and answers at once, or passes it to the unit that knows; an applicant
 * asks online. Each question has one answer, in a number of working days, and is closed by the asker or the hall. Told
 * to the other services when answered, so that the answer can be rated: without the texts, and without who asked, but for
 * a mark by which the other services recognise who asked online.
 *
 * <pre>
 *            pass on  answer  close
 * Open         yes      yes     –
 * Answered      –        –     yes
 * Closed        –        –      –
 * </pre>
 */
@NullMarked
package onestop.intake.consultation;

import org.jspecify.annotations.NullMarked;
