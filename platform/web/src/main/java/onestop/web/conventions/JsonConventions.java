package onestop.web.conventions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import onestop.web.Era;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Times with the offset of the county, words for enums, no nulls; and a request is taken literally: an unknown or
 * repeated field, a number in quotes or a fraction where a whole number belongs is an error, not a guess.
 */
final class JsonConventions implements JsonMapperBuilderCustomizer {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Override
    public void customize(JsonMapper.Builder json) {
        json.changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule("onestop")
                        .addSerializer(new OffsetTimes<>(Instant.class, instant -> instant.atZone(ZONE)))
                        .addSerializer(new OffsetTimes<>(OffsetDateTime.class, time -> time.atZoneSameInstant(ZONE)))
                        .addDeserializer(
                                Instant.class,
                                new TimeReader<>(
                                        Instant.class,
                                        text -> Era.within(OffsetDateTime.parse(text))
                                                .toInstant()))
                        .addDeserializer(
                                OffsetDateTime.class,
                                new TimeReader<>(
                                        OffsetDateTime.class,
                                        text -> Era.within(OffsetDateTime.parse(text))
                                                .withOffsetSameInstant(ZoneOffset.UTC)))
                        .addDeserializer(
                                LocalDate.class,
                                new TimeReader<>(LocalDate.class, text -> Era.within(LocalDate.parse(text))))
                        .addDeserializer(
                                YearMonth.class,
                                new TimeReader<>(YearMonth.class, text -> Era.within(YearMonth.parse(text))))
                        .addDeserializer(String.class, new TextReader()));
    }

    private static final class OffsetTimes<T> extends StdSerializer<T> {
        private final transient Local<T> local;

        private OffsetTimes(Class<T> type, Local<T> local) {
            super(type);
            this.local = local;
        }

        @Override
        public void serialize(T time, JsonGenerator json, SerializationContext context) {
            json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local.of(time)));
        }

        private interface Local<T> {
            ZonedDateTime of(T time);
        }
    }

    /**
     * A date or time of the years the platform deals with. A time must say its offset; a bare number could be seconds or
     * milliseconds.
     */
    private static final class TimeReader<T> extends StdDeserializer<T> {
        private final transient Function<String, T> read;

        private TimeReader(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return (T) context.handleUnexpectedToken(context.constructType(handledType()), json);
            }
            var text = json.getString();
            try {
                return read.apply(text);
            } catch (DateTimeException _) {
                return (T) context.handleWeirdStringValue(handledType(), text, "no date or time of ours");
            }
        }
    }

    /** Refuses what JSON allows and PostgreSQL cannot store, here where the field can still be named. */
    private static final class TextReader extends StringDeserializer {
        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            var text = super.deserialize(json, context);
            return text == null || isStorable(text)
                    ? text
                    : (String) context.handleWeirdStringValue(String.class, "", "not storable");
        }

        private static boolean isStorable(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0 || Character.isLowSurrogate(c)) {
                    return false;
                }
                if (Character.isHighSurrogate(c)) {
                    i++;
                    if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
