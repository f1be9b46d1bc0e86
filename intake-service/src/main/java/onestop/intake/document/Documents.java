package onestop.intake.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Issued documents for features that decide themselves who may read them. */
@Component
public class Documents {
    private final IssuedDocuments documents;
    private final DocumentPrints prints;

    Documents(IssuedDocuments documents, DocumentPrints prints) {
        this.documents = documents;
        this.prints = prints;
    }

    /** The document as a file to save or show. */
    public Optional<ResponseEntity<?>> pdf(UUID id) {
        return documents.find(id).map(this::pdf);
    }

    ResponseEntity<?> pdf(IssuedDocuments.Printable paper) {
        var document = paper.document();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(
                                        document.kind().nameZh() + " " + document.number() + ".pdf",
                                        StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .cacheControl(CacheControl.noStore())
                .body(prints.of(paper));
    }
}
