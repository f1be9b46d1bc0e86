package onestop.transparency;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A leaf as it leaves the log, with what it covers as that stands now.
 *
 * @param index its place, from 0
 * @param salt in Base64; absent, like the details, where only their hash is given
 * @param detailsHash in Base64; only where the details are not for the reader
 * @param proof hashes in Base64 that lead to the root of the head beside it; absent in an export of the whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        long index,
        Map<String, Object> facts,
        @Nullable String salt,
        @Nullable Map<String, Object> details,
        @Nullable String detailsHash,
        @Nullable List<String> proof) {

    /**
     * The hash that this entry should have.
     *
     * @throws IllegalArgumentException if it has neither its details nor their hash
     */
    public byte[] leafHash() {
        if (salt != null && details != null) {
            return Hash.leaf(Record.of(facts, Base64.getDecoder().decode(salt), details));
        }
        if (detailsHash == null) {
            throw new IllegalArgumentException("entry %d has neither details nor their hash".formatted(index));
        }
        return Hash.leaf(Record.of(facts, detailsHash));
    }

    /** For a reader whom the details do not concern. */
    public Entry withoutDetails() {
        return salt == null || details == null
                ? this
                : new Entry(
                        index,
                        facts,
                        null,
                        null,
                        Record.detailsHash(Base64.getDecoder().decode(salt), details),
                        proof);
    }

    public Entry with(List<String> itsProof) {
        return new Entry(index, facts, salt, details, detailsHash, itsProof);
    }
}
