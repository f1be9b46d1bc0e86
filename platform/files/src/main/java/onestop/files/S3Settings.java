package onestop.files;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where an S3-compatible store is and how to speak to it. */
public record S3Settings(
        @Nullable URI endpoint,
        String region,
        @Nullable String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey,
        boolean pathStyle) {

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return "S3[" + endpoint + ", " + bucket + "]";
    }
}
