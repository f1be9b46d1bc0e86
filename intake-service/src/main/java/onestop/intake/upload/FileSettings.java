package onestop.intake.upload;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import onestop.files.S3Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code onestop.intake.files}.
 *
 * @param folder where contents are kept, and with another store, where they are received
 * @param unusedAfter how long a file waits for somebody to use it
 * @param atOnce how many uploads are received at the same moment
 */
@ConfigurationProperties("onestop.intake.files")
record FileSettings(
        @DefaultValue("FOLDER") Store store,
        @DefaultValue("files") Path folder,
        @DefaultValue S3 s3,
        @DefaultValue VirusScan virusScan,
        @DefaultValue("24h") Duration unusedAfter,
        @DefaultValue("16") int atOnce) {

    enum Store {
        FOLDER,
        S3
    }

    /** Where an S3-compatible store is and how to speak to it. */
    record S3(
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
    record VirusScan(
            @Nullable String host,
            @DefaultValue("3310") int port,
            @DefaultValue("30s") Duration timeout) {}
}
