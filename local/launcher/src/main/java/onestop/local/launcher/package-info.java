/**
 * What stands behind the script {@code onestop}: the whole platform on one machine, without containers.
 *
 * <p>{@link onestop.local.launcher.Launcher} reads the command. {@link onestop.local.launcher.Platform} knows the
 * processes and their order: PostgreSQL, the Kafka broker and the issuer first, then the services, a few at a time.
 * Each is a process of its own that goes on when the launcher has ended; a later launcher finds it again by its pid
 * file, and by a mark on its command line should that file be missing. Everything that a run leaves behind is in one
 * folder ({@link onestop.local.launcher.Home}).
 *
 * <p>The second start is faster than the first: in the background a copy of the platform is trained once
 * ({@link onestop.local.launcher.Training}), and the JVMs start from what it learned
 * ({@link onestop.local.launcher.AotCache}).
 */
@NullMarked
package onestop.local.launcher;

import org.jspecify.annotations.NullMarked;
