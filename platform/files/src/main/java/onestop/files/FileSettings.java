package onestop.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * Where a service keeps what people send, and who scans it: its settings under {@code onestop.<service>.files}.
 *
 * @param folder where contents are kept, and with another store, where they are received
 * @param atOnce how many are received at the same moment
 */
public record FileSettings(
        @DefaultValue("FOLDER") Store store,
        @DefaultValue("files") Path folder,
        @DefaultValue S3 s3,
        @DefaultValue VirusScan virusScan,
        @DefaultValue("4") int atOnce) {

    /** What is configured under this prefix. */
    public static FileSettings of(Environment environment, String prefix) {
        return Binder.get(environment).bindOrCreate(prefix, FileSettings.class);
    }

    public enum Store {
        FOLDER,
        S3
    }

    /** Where an S3-compatible store is and how to speak to it. */
    public record S3(
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @Nullable String bucket,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @DefaultValue("true") boolean pathStyle) {

        S3Settings settings() {
            return new S3Settings(endpoint, region, bucket, accessKey, secretKey, pathStyle);
        }

        /** Keys stay out of logs. */
        @Override
        public String toString() {
            return settings().toString();
        }
    }

    /** Where a ClamAV daemon listens; without a host nothing is scanned. */
    public record VirusScan(
            @Nullable String host,
            @DefaultValue("3310") int port,
            @DefaultValue("30s") Duration timeout) {}

    /** @throws IllegalStateException when the store lacks a setting */
    public ContentStore openStore() throws IOException {
        return switch (store) {
            case FOLDER -> new FolderStore(folder);
            case S3 -> new S3Store(s3.settings(), folder);
        };
    }

    public VirusScanner scanner() {
        var host = virusScan.host();
        return host == null || host.isBlank()
                ? VirusScanner.none()
                : new ClamAv(host, virusScan.port(), virusScan.timeout());
    }
}
