/**
 * What this service knows of enterprises: the registry entry that intake-service publishes, and credit and yearly figures that are
 * declared or checked here. Nothing in it names a person. Features that depend on it listen to
 * {@link onestop.appeal.enterprises.EnterprisesChanged}, in the transaction of the change.
 */
@NullMarked
package onestop.appeal.enterprises;

import org.jspecify.annotations.NullMarked;
