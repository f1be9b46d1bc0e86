package onestop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTests {
    private static final String PLACE = "cd".repeat(32) + "-1";

    @TempDir
    Path folder;

    private static Path part(ContentStore store, String text) throws Exception {
        return Files.writeString(Files.createTempFile(store.incoming(), "upload-", ".part"), text);
    }

    @Test
    void contentsAreKeptInTheBucket() throws Exception {
        try (var bucket = new ObjectStoreStandIn();
                var store = new S3Store(bucket.settings(), folder)) {
            var first = part(store, "content");
            assertThatCode(() -> store.put(PLACE, first))
                    .as(() -> bucket.refusals.toString())
                    .doesNotThrowAnyException();
            store.put(PLACE, part(store, "another, which cannot be"));

            assertThat(bucket.refusals).isEmpty();
            assertThat(bucket.objects).containsOnlyKeys(PLACE);
            try (var content = store.open(PLACE)) {
                assertThat(content).hasContent("content");
            }
            store.delete(PLACE);
            store.delete(PLACE);
            assertThat(bucket.objects).isEmpty();
            assertThatThrownBy(() -> store.open(PLACE)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void aStoreThatStumblesIsAskedAgain() throws Exception {
        try (var bucket = new ObjectStoreStandIn();
                var store = new S3Store(bucket.settings(), folder)) {
            bucket.failures.set(1);

            store.put(PLACE, part(store, "content"));

            assertThat(bucket.objects.get(PLACE)).asString().isEqualTo("content");
        }
    }

    @Test
    void aWrongKeyStoresNothing() throws Exception {
        try (var bucket = new ObjectStoreStandIn();
                var store = new S3Store(bucket.settings("wrong"), folder)) {
            var received = part(store, "content");

            assertThatThrownBy(() -> store.put(PLACE, received)).isInstanceOf(IOException.class);
            assertThat(bucket.objects).isEmpty();
            assertThat(bucket.refusals).isNotEmpty();
        }
    }

    @Test
    void whatIsNotConfiguredIsNamed() {
        assertThatThrownBy(() -> new S3Store(
                        new S3Settings(URI.create("http://localhost"), "us-east-1", null, "a", "b", true), folder))
                .hasMessageContaining("files.s3.bucket");
    }

    @Test
    void keysAreNotPrinted() {
        assertThat(new S3Settings(URI.create("http://localhost"), "us-east-1", "b", "key-a", "key-b", true))
                .asString()
                .doesNotContain("key-");
    }
}
