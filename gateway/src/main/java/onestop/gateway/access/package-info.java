/**
 * Who may pass: tokens of the issuer, and the coarse rule for each path. The services check roles and relations again.
 */
@NullMarked
package onestop.gateway.access;

import org.jspecify.annotations.NullMarked;
