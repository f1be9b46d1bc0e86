/**
 * What the tests of every service share: a real PostgreSQL, a real Kafka broker, real signed tokens.
 *
 * <p>{@link PlatformTestConfiguration} gives a Spring test its own database and the JVM's broker.
 * {@link TestServers} gives the same to tests without Spring. {@link Events} writes and reads records,
 * {@link Eventually} waits, {@link TestTokens} signs access tokens.
 */
@NullMarked
package onestop.testsupport;

import org.jspecify.annotations.NullMarked;
