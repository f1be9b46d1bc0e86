/**
 * The registry of enterprises and their branches, and who may act for them.
 *
 * <p>Registered once, a name and a place are never asked for again; what is registered or changed is published for
 * every service, persons and addresses left out. Every version of an entry is kept. The citizen number and the telephone
 * of whoever represents the enterprise are sealed, and shown masked.
 *
 * <p>An enterprise acts by its own accounts or by agents: a power of attorney names the agent, the items, the branches,
 * its first and last day, and can be revoked. A power of the parent covers its branches. Revoking and acting under a
 * power take turns, so nothing is done under a revoked one.
 *
 * <p>Departments record what speaks against an enterprise's credit. While something does, nothing is taken on trust; some
 * grounds bar it by law from asking for a licence again, whoever hands the file in.
 */
@NullMarked
package onestop.intake.enterprise;

import org.jspecify.annotations.NullMarked;
