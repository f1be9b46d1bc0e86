package onestop.evaluation.photos;

import java.io.IOException;
import java.io.InputStream;
import onestop.files.ContentStore;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answer with a photograph, which whoever calls has found that the reader may see. */
@Component
public class ShowPhoto {
    private final ContentStore store;

    ShowPhoto(ContentStore store) {
        this.store = store;
    }

    public ResponseEntity<?> show(StoredPhoto photo) throws IOException {
        InputStream content = store.open(photo.digest());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(photo.mediaType()))
                .contentLength(photo.bytes())
                .header("X-Content-Type-Options", "nosniff")
                .body(new InputStreamResource(content));
    }
}
