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
 * @param salt in Base64
 * @param proof hashes in Base64 that lead to the root of the head beside it; absent in an export of the whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        long index,
        Map<String, Object> facts,
        String salt,
        Map<String, Object> details,
        @Nullable List<String> proof) {

    /** The hash that this entry should have. */
    public byte[] leafHash() {
        return Hash.leaf(Record.of(facts, Base64.getDecoder().decode(salt), details));
    }
}
