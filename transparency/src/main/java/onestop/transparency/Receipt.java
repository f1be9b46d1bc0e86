package onestop.transparency;

import java.util.Base64;
import java.util.List;

/**
 * Everything about one matter that the log holds, to be kept by whom it concerns.
 *
 * @param head signed note
 * @param keys who may have signed it
 */
public record Receipt(String head, List<String> keys, List<Entry> entries) {
    public Receipt {
        keys = List.copyOf(keys);
        entries = List.copyOf(entries);
    }

    static List<byte[]> bytes(List<String> hashes) {
        return hashes.stream().map(Base64.getDecoder()::decode).toList();
    }
}
