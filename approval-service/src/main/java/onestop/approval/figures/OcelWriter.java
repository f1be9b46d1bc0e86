package onestop.approval.figures;

import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.EventLogRows.ActRow;
import onestop.approval.figures.EventLogRows.CaseRow;
import onestop.approval.figures.EventLogRows.FileRow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an object-centric event log as OCEL 2.0 has it in JSON, piece by piece. The types come last, when it is known which there are;
 * the order of the members of a JSON object means nothing.
 */
final class OcelWriter implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonGenerator json;
    private final Pseudonyms pseudonyms = new Pseudonyms();
    private final Map<String, Map<String, String>> objectTypes = new TreeMap<>();
    private final Map<String, Map<String, String>> eventTypes = new TreeMap<>();

    OcelWriter(OutputStream out) {
        // Who opened the stream closes it.
        json = JSON.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(out);
        json.writeStartObject();
    }

    private record Attribute(String name, String type, Object value) {}

    private record Relationship(String objectId, String qualifier) {}

    void beginObjects() {
        json.writeName("objects").writeStartArray();
    }

    void beginEvents() {
        json.writeEndArray();
        json.writeName("events").writeStartArray();
    }

    void unit(String unit) {
        object("unit", unit(unit, "").objectId(), Instant.EPOCH, List.of(), List.of());
    }

    void enterprise(String usci) {
        object("enterprise", enterprise(usci, "").objectId(), Instant.EPOCH, List.of(), List.of());
    }

    void file(FileRow file) {
        object(
                "file",
                file(file.receiptNumber(), "").objectId(),
                file.acceptedAt(),
                attributes(
                        text("kind", file.kind()),
                        text("channel", file.channel()),
                        text("package", file.packageCode())),
                List.of(enterprise(file.enterprise(), "applied for by"), unit(file.leadUnit(), "led by")));
    }

    void approvalCase(CaseRow one) {
        object(
                "case",
                approvalCase(one.caseNumber(), "").objectId(),
                one.acceptedAt(),
                attributes(
                        text("item", one.itemCode()),
                        text("caseType", one.caseType()),
                        number("promisedDays", one.promisedDays()),
                        number("statutoryDays", one.statutoryDays())),
                List.of(
                        file(one.receiptNumber(), "part of"),
                        unit(one.unit(), "decided by"),
                        enterprise(one.subject(), "concerns")));
    }

    void act(ActRow act) {
        var attributes = attributes(
                text("officer", act.actor().equals("system") ? "system" : pseudonyms.of("officer " + act.actor())),
                number("caseVersion", act.version()),
                text("kind", act.kind()),
                text("from", act.from()),
                text("to", act.to()),
                act.workingDays() == null ? null : number("workingDays", Long.parseLong(act.workingDays())));
        declare(eventTypes, act.act(), attributes);
        json.writeStartObject();
        json.writeStringProperty("id", "act:" + act.entry());
        json.writeStringProperty("type", act.act());
        json.writeStringProperty("time", time(act.at()));
        json.writeName("attributes").writeStartArray();
        for (var one : attributes) {
            json.writeStartObject();
            attribute(one);
            json.writeEndObject();
        }
        json.writeEndArray();
        relationships(List.of(
                approvalCase(act.caseNumber(), "acts on"),
                file(act.receiptNumber(), "in"),
                unit(act.unit(), "by"),
                enterprise(act.subject(), "concerns")));
        json.writeEndObject();
    }

    private void object(
            String type, String id, Instant at, List<Attribute> attributes, List<Relationship> relationships) {
        declare(objectTypes, type, attributes);
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("type", type);
        json.writeName("attributes").writeStartArray();
        for (var one : attributes) {
            json.writeStartObject();
            attribute(one);
            json.writeStringProperty("time", time(at));
            json.writeEndObject();
        }
        json.writeEndArray();
        relationships(relationships);
        json.writeEndObject();
    }

    private void attribute(Attribute one) {
        json.writeStringProperty("name", one.name());
        if (one.value() instanceof Long number) {
            json.writeNumberProperty("value", number);
        } else {
            json.writeStringProperty("value", one.value().toString());
        }
    }

    private void relationships(List<Relationship> all) {
        json.writeName("relationships").writeStartArray();
        for (var one : all) {
            json.writeStartObject();
            json.writeStringProperty("objectId", one.objectId());
            json.writeStringProperty("qualifier", one.qualifier());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void declare(Map<String, Map<String, String>> types, String type, List<Attribute> attributes) {
        var known = types.computeIfAbsent(type, _ -> new TreeMap<>());
        attributes.forEach(one -> known.put(one.name(), one.type()));
    }

    private void types(String member, Map<String, Map<String, String>> types) {
        json.writeName(member).writeStartArray();
        types.forEach((type, attributes) -> {
            json.writeStartObject();
            json.writeStringProperty("name", type);
            json.writeName("attributes").writeStartArray();
            attributes.forEach((name, kind) -> {
                json.writeStartObject();
                json.writeStringProperty("name", name);
                json.writeStringProperty("type", kind);
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    /** The log is whole. Without it what was written is no JSON, so that nobody takes a broken export for a short one. */
    void end() {
        json.writeEndArray();
        types("objectTypes", objectTypes);
        types("eventTypes", eventTypes);
        json.writeEndObject();
        json.flush();
    }

    @Override
    public void close() {
        json.flush();
    }

    /** With its seconds, also when they are zero. */
    private static String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OfficeTime.at(at));
    }

    private static List<Attribute> attributes(@Nullable Attribute... some) {
        var all = new ArrayList<Attribute>();
        for (var one : some) {
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    private static @Nullable Attribute text(String name, @Nullable String value) {
        return value == null ? null : new Attribute(name, "string", value);
    }

    private static Attribute number(String name, long value) {
        return new Attribute(name, "integer", value);
    }

    private static Relationship unit(String unit, String qualifier) {
        return new Relationship("unit:" + unit, qualifier);
    }

    private Relationship enterprise(String usci, String qualifier) {
        return new Relationship("enterprise:" + pseudonyms.of("enterprise " + usci), qualifier);
    }

    private static Relationship file(String receiptNumber, String qualifier) {
        return new Relationship("file:" + receiptNumber, qualifier);
    }

    private static Relationship approvalCase(String caseNumber, String qualifier) {
        return new Relationship("case:" + caseNumber, qualifier);
    }
}
