package onestop.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.signer.S3SignerExecutionAttribute;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Keeps contents in a bucket of an S3-compatible store, which makes an object visible only when it is whole. */
public final class S3Store implements ContentStore, AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(20);
    private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(45);

    private final S3Client client;
    private final String bucket;
    private final Path incoming;

    /** @param folder where contents are received */
    public S3Store(S3Settings settings, Path folder) throws IOException {
        bucket = needed("bucket", settings.bucket());
        URI endpoint = needed("endpoint", settings.endpoint());
        incoming = Files.createDirectories(folder.toAbsolutePath().resolve("incoming"));
        client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        needed("access-key", settings.accessKey()), needed("secret-key", settings.secretKey()))))
                // Stores other than Amazon's do not all know the newer checksums; the signature covers the content as
                // it is.
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ONE_ATTEMPT)
                        .build())
                .overrideConfiguration(
                        call -> call.putExecutionAttribute(S3SignerExecutionAttribute.ENABLE_PAYLOAD_SIGNING, true)
                                .apiCallAttemptTimeout(ONE_ATTEMPT)
                                .apiCallTimeout(ALL_ATTEMPTS))
                .build();
    }

    private static <T> T needed(String setting, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalStateException("files.s3." + setting + " must be set");
        }
        return value;
    }

    @Override
    public Path incoming() {
        return incoming;
    }

    @Override
    public void put(String place, Path received) throws IOException {
        try {
            if (!exists(place)) {
                client.putObject(object -> object.bucket(bucket).key(place), RequestBody.fromFile(received));
            }
        } catch (SdkException e) {
            throw new IOException("the object store did not take a content", e);
        }
    }

    private boolean exists(String place) {
        try {
            client.headObject(object -> object.bucket(bucket).key(place));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public InputStream open(String place) throws IOException {
        try {
            return client.getObject(object -> object.bucket(bucket).key(place));
        } catch (NoSuchKeyException _) {
            throw new NoSuchFileException(place);
        } catch (SdkException e) {
            throw new IOException("the object store did not give a content", e);
        }
    }

    @Override
    public void delete(String place) throws IOException {
        try {
            client.deleteObject(object -> object.bucket(bucket).key(place));
        } catch (SdkException e) {
            throw new IOException("the object store did not remove a content", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
