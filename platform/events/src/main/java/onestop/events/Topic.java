package onestop.events;

/** A Kafka topic by its name and by what it keeps. */
public record Topic(String name, Kind kind) {

    /** What a topic keeps. */
    public enum Kind {
        /** Everything that happened, for a limited time. */
        FACTS,
        /** The latest state of each key, for ever (compacted): a new reader builds its copy from the start. */
        REFERENCE
    }

    public static Topic facts(String name) {
        return new Topic(name, Kind.FACTS);
    }

    public static Topic reference(String name) {
        return new Topic(name, Kind.REFERENCE);
    }

    /** Where records of this topic go that a consumer could not process. */
    public String deadLetterName() {
        return name + ".dlt";
    }
}
