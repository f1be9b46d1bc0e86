package onestop.evaluation.feedback;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import onestop.files.S3Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code onestop.evaluation.files}.
 *
 * @param folder where photographs are kept, and with another store, where they are received
 * @param atOnce how many photographs are received and made anew at the same moment
 */
@ConfigurationProperties("onestop.evaluation.files")
record PhotoSettings(
        @DefaultValue("FOLDER") Store store,
        @DefaultValue("evaluation-files") Path folder,
        @DefaultValue S3 s3,
        @DefaultValue VirusScan virusScan,
        @DefaultValue("4") int atOnce) {

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
