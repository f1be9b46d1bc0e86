package onestop.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import onestop.demo.Platform;

/** What every scenario takes from system properties. */
final class Settings {
    static final String GATEWAY = System.getProperty("gateway", "http://localhost:8080");
    static final String ISSUER = System.getProperty("issuer", "http://localhost:8090");
    static final Path ROOT = Path.of(System.getProperty("project", "."));
    static final int USERS = Integer.getInteger("users", 24);
    /** How many enterprises the files are of. */
    static final int ENTERPRISES = Integer.getInteger("ofEnterprises", 300);

    static final int SECONDS = Integer.getInteger("seconds", 60);

    /** How long a client waits before it asks again for what the next service has not heard of yet. */
    static final Duration ASK_AGAIN = Duration.ofMillis(Integer.getInteger("askAgainMillis", 50));

    static Platform platform() {
        return new Platform(GATEWAY, ISSUER, System.getenv().getOrDefault("ONESTOP_DEMO_PASSWORD", "onestop-demo"));
    }

    private Settings() {}
}
