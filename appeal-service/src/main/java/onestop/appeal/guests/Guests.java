package onestop.appeal.guests;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.personal.SealedTexts;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of guests. */
@Repository
public class Guests {
    private final JdbcClient jdbc;
    private final SealedTexts sealed;

    Guests(JdbcClient jdbc, SealedTexts sealed) {
        this.jdbc = jdbc;
        this.sealed = sealed;
    }

    public UUID add(Guest guest, String by, Instant now) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO guest (id, name, phone, recorded_by, recorded_at) VALUES (:id, :name, :phone, :by, :now)
                """)
                .param("id", id)
                .param("name", sealed.seal(guest.name(), place(id, "name")))
                .param("phone", sealed.seal(guest.phone(), place(id, "phone")))
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** For the commands of this service; who reads it is decided by {@link #shown}. */
    public Guest find(UUID id) {
        return jdbc.sql("SELECT name, phone FROM guest WHERE id = :id")
                .param("id", id)
                .query((row, _) -> opened(id, row.getBytes("name"), row.getBytes("phone")))
                .single();
    }

    /**
     * Who some guests are, as far as the caller may know: those whom they wrote down, and for a coordinator the others, too.
     *
     * @param kept whom a coordinator does not get to know, having had a part in what they complain of
     */
    public Map<UUID, Guest> shown(Collection<UUID> guests, Set<UUID> kept, Caller caller) {
        var shown = new HashMap<UUID, Guest>();
        if (guests.isEmpty()) {
            return shown;
        }
        jdbc.sql("""
                SELECT id, name, phone FROM guest
                 WHERE id = ANY(:ids) AND (recorded_by = :reader OR (:coordinator AND id <> ALL (:kept)))
                """)
                .param("ids", guests.toArray(UUID[]::new))
                .param("reader", caller.subject())
                .param("coordinator", caller.is(Role.APPEAL_COORDINATOR))
                .param("kept", kept.toArray(UUID[]::new))
                .query(row -> {
                    var id = row.getObject("id", UUID.class);
                    shown.put(id, opened(id, row.getBytes("name"), row.getBytes("phone")));
                });
        return shown;
    }

    private Guest opened(UUID id, byte[] name, byte[] phone) {
        return new Guest(sealed.open(name, place(id, "name")), sealed.open(phone, place(id, "phone")));
    }

    private static String place(UUID id, String column) {
        return "guest/" + id + "/" + column;
    }
}
