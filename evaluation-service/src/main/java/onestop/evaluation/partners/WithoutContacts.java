package onestop.evaluation.partners;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may lie readable of a record that could not be taken in: the fields that we read but for the contact. Whoever gave a
 * name and is put back without it is called back through the source. Of what cannot be read nothing is kept.
 */
final class WithoutContacts {
    private static final byte[] NOTHING = {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private WithoutContacts() {}

    /** What a message of this form may keep. */
    static Set<String> fields(Class<? extends Record> message) {
        return Arrays.stream(message.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("contact"))
                .collect(Collectors.toUnmodifiableSet());
    }

    static byte @Nullable [] of(byte @Nullable [] value, Set<String> fields) {
        if (value == null) {
            return null;
        }
        var sent = read(value);
        return sent == null ? NOTHING : JSON.writeValueAsBytes(sent.retain(fields));
    }

    /** The record's fields; null of what is no object. */
    static @Nullable ObjectNode read(byte[] value) {
        try {
            return JSON.readTree(value) instanceof ObjectNode sent ? sent : null;
        } catch (JacksonException _) {
            return null;
        }
    }
}
