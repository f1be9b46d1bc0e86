package onestop.events;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** CloudEvents 1.0 on Kafka: written in binary mode, read in binary and in structured mode. */
final class Headers {
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String SEQUENCE = "ce_sequence";
    static final String SPEC_VERSION = "ce_specversion";
    static final String PARTITION_KEY = "ce_partitionkey";
    static final String TRACE_PARENT = "ce_traceparent";
    static final String CONTENT_TYPE = "content-type";

    private static final SharedTexts SHARED = new SharedTexts();

    /** Texts by their names; read only when asked for. */
    private interface Named {
        @Nullable
        String text(String name);
    }

    /** Reads a record as an event, or says why it is none. */
    static IncomingEvent read(ConsumerRecord<byte[], byte[]> message) {
        var headers = message.headers();
        return read(
                message.topic(),
                key(message),
                name -> {
                    var header = headers.lastHeader(name);
                    return header == null || header.value() == null ? null : text(header.value());
                },
                message.value());
    }

    static IncomingEvent read(String topic, String key, Map<String, String> headers, byte @Nullable [] body) {
        return read(topic, key, headers::get, body);
    }

    private static IncomingEvent read(String topic, String key, Named headers, byte @Nullable [] body) {
        var contentType = headers.text(CONTENT_TYPE);
        if (contentType != null && contentType.startsWith("application/cloudevents+json")) {
            return structured(topic, key, body);
        }
        return event(topic, key, headers, body == null ? new byte[0] : body);
    }

    private static IncomingEvent structured(String topic, String key, byte @Nullable [] body) {
        JsonNode envelope;
        try {
            envelope = EventJson.MAPPER.readTree(body == null ? new byte[0] : body);
        } catch (JacksonException e) {
            throw new UnreadableEventException("the record is not JSON", e);
        }
        if (!envelope.isObject()) {
            throw new UnreadableEventException("the record is not a JSON object");
        }
        var headers = new LinkedHashMap<String, String>();
        envelope.forEachEntry((name, value) -> {
            if (value.isValueNode()) {
                headers.put("ce_" + name, value.asString());
            }
        });
        var data = envelope.path("data");
        return event(
                topic,
                key,
                headers::get,
                data.isMissingNode() ? new byte[0] : EventJson.MAPPER.writeValueAsBytes(data));
    }

    private static IncomingEvent event(String topic, String key, Named headers, byte[] body) {
        var version = required(headers, SPEC_VERSION);
        if (!version.equals("1.0")) {
            throw new UnreadableEventException("ce_specversion is %s, not 1.0".formatted(version));
        }
        var subject = headers.text(SUBJECT);
        return new IncomingEvent(
                id(required(headers, ID)),
                SHARED.same(required(headers, TYPE)),
                SHARED.same(required(headers, SOURCE)),
                subject == null ? key : subject,
                sequence(headers.text(SEQUENCE)),
                time(headers.text(TIME)),
                topic,
                key,
                body);
    }

    private static String required(Named headers, String name) {
        var value = headers.text(name);
        if (value == null || value.isBlank()) {
            throw new UnreadableEventException("the header %s is missing".formatted(name));
        }
        return value;
    }

    private static UUID id(String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            // Partners may use ids of their own form; the inbox needs one of ours that is always the same for theirs.
            return UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static long sequence(@Nullable String value) {
        if (value == null) {
            return 0;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new UnreadableEventException("ce_sequence is not a number", e);
        }
    }

    private static Instant time(@Nullable String value) {
        if (value == null) {
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableEventException("ce_time is not an RFC 3339 time", e);
        }
    }

    static String key(ConsumerRecord<byte[], byte[]> message) {
        byte[] key = message.key();
        return key == null ? "" : text(key);
    }

    static Map<String, String> of(ConsumerRecord<byte[], byte[]> message) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : message.headers()) {
            headers.put(header.key(), header.value() == null ? "" : text(header.value()));
        }
        return headers;
    }

    /** UTF-8 when it is; else one character a byte. PostgreSQL's text holds no zero character. */
    private static String text(byte[] bytes) {
        if (plain(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.replace('\0', '\uFFFD');
    }

    /** Nearly all headers: ASCII without the zero character, the same in either reading. */
    private static boolean plain(byte[] bytes) {
        for (byte each : bytes) {
            if (each <= 0) {
                return false;
            }
        }
        return true;
    }

    private Headers() {}
}
