/**
 * The services that may be rated.
 *
 * <p>A file yields a fixed number to each service: 1 the acceptance, 2 the completion, 3 the handing out. What may come any number
 * of times, within cases or before the rest is handed out, gets the next one when it is first heard of. Whatever order the
 * events of intake and approval come in and however often, a service has one invitation. It is open until
 * the end of the 5th working day after the service.
 *
 * <p>Who received the service is known from the acceptance. A completion that is heard of earlier waits for it.
 */
@NullMarked
package onestop.evaluation.invitations;

import org.jspecify.annotations.NullMarked;
