/**
 * The registry of enterprises and their branches, and who may act for them.
 *
 * <p>Registered once, a name and a place are never asked for again; what is registered or changed is published for
 * every service. An enterprise acts by its own accounts or by agents: a power of attorney names the agent, the items,
 * and its last day, and can be revoked. A power of the parent covers its branches.
 */
@NullMarked
package onestop.intake.enterprise;

import org.jspecify.annotations.NullMarked;
