/**
 * The front of the hall. What can be asked for and what it takes (catalogue, notice), who asks and for whom (enterprise,
 * agency), the one file that is handed in, accepted and in the end handed out (application), and how far it is
 * (progress). The departments' work between acceptance and decision belongs to another service: only its events arrive
 * here.
 */
@NullMarked
package onestop.intake;

import org.jspecify.annotations.NullMarked;
