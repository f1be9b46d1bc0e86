package onestop.events;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small service: it counts, publishes each count, and tallies what arrives. */
@SpringBootApplication
class EventsTestApplication {
    static final Topic COUNTED = Topic.facts("onestop.test.counter");
    static final Topic NOTES = Topic.facts("onestop.test.note");
    static final Topic PILE = Topic.facts("onestop.test.pile");
    static final Topic DIARY = Topic.facts("onestop.test.diary");
    static final Topic SETTINGS = Topic.reference("onestop.test.setting");

    @Bean
    ProducedTopics producedTopics() {
        return new ProducedTopics(List.of(COUNTED, SETTINGS));
    }

    @Bean
    Tally tally(JdbcClient jdbc) {
        return new Tally(jdbc);
    }

    @Bean
    Pile pile(JdbcClient jdbc) {
        return new Pile(jdbc);
    }

    @Bean
    Diary diary() {
        return new Diary();
    }

    record Note(String text) {}

    /** Remembers which notes came together. Nobody waits for it. */
    static final class Diary implements EventConsumer {
        final Queue<List<String>> batches = new ConcurrentLinkedQueue<>();

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(DIARY);
        }

        @Override
        public boolean awaited() {
            return false;
        }

        @Override
        public void handle(List<IncomingEvent> events) {
            batches.add(
                    events.stream().map(event -> event.data(Note.class).text()).toList());
        }
    }

    /** Takes notes by the thousand. Refuses those that begin with "bad" and fails at those that begin with "poison", unless they are {@link #harmless}. */
    static final class Pile implements BulkConsumer {
        final Set<String> harmless = ConcurrentHashMap.newKeySet();
        private final JdbcClient jdbc;

        Pile(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String name() {
            return "pile";
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(PILE);
        }

        @Override
        public int threads() {
            return 2;
        }

        /** No secrets. */
        @Override
        public byte @Nullable [] kept(byte @Nullable [] value) {
            return value == null
                    ? null
                    : new String(value, StandardCharsets.UTF_8)
                            .replaceAll("secret-[0-9]+", "")
                            .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public List<Refused> take(List<IncomingEvent> events) {
            var refused = new ArrayList<Refused>();
            var notes = new ArrayList<String>();
            for (var event : events) {
                var text = event.data(Note.class).text();
                if (text.startsWith("bad")) {
                    refused.add(new Refused(event, "no bad notes"));
                } else {
                    notes.add(text);
                }
            }
            jdbc.sql("INSERT INTO pile (note) SELECT unnest(:notes::text[]) ON CONFLICT DO NOTHING")
                    .param("notes", notes.toArray(String[]::new))
                    .update();
            if (notes.stream().anyMatch(note -> note.startsWith("poison") && !harmless.contains(note))) {
                throw new IllegalStateException("poisoned for the test");
            }
            return refused;
        }
    }

    /** Writes each note down. The text "refused" fails as long as {@link #refusing} holds the event's key. */
    static final class Tally implements EventConsumer {
        final Set<String> refusing = ConcurrentHashMap.newKeySet();
        private final JdbcClient jdbc;

        Tally(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String name() {
            return "tally";
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(NOTES);
        }

        @Override
        public void handle(List<IncomingEvent> events) {
            for (var event : new ArrayList<>(events)) {
                var note = event.data(Note.class);
                jdbc.sql("INSERT INTO tally (key, sequence, note) VALUES (:key, :sequence, :note)")
                        .param("key", event.key())
                        .param("sequence", event.sequence())
                        .param("note", note.text())
                        .update();
                if (note.text().equals("refused") && refusing.contains(event.key())) {
                    throw new IllegalStateException("refused for the test");
                }
            }
        }
    }
}
