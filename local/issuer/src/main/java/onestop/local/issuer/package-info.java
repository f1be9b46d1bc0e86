/**
 * The OIDC issuer of a local run: it knows the demonstration users and nobody else.
 *
 * <p>A person signs in with a browser (client {@code onestop-web}: authorization code with PKCE) or a script asks for a
 * token with user name and password (client {@code onestop-demo}). Both get a signed token of ten minutes whose claims
 * say who the person is, in which roles, at which unit and for which enterprises. The services check nothing but the
 * signature, the issuer, the audience and these claims, so any other OIDC server can take this one's place.
 */
@NullMarked
package onestop.local.issuer;

import org.jspecify.annotations.NullMarked;
