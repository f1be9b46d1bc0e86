/** Load, latency and fault scenarios that anyone can run against a platform on this machine. See README.md. */
@NullMarked
package onestop.benchmarks;

import org.jspecify.annotations.NullMarked;
