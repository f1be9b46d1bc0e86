package onestop.appeal.guests;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

    /**
     * Puts right who it is, and keeps that this was done. The caller has locked what the guest belongs to.
     *
     * @return false when that is who it was
     */
    public boolean correct(UUID id, Guest guest, String by, Instant now) {
        var before = find(id);
        if (before.equals(guest)) {
            return false;
        }
        jdbc.sql("UPDATE guest SET name = :name, phone = :phone, corrected_by = :by WHERE id = :id")
                .param("name", sealed.seal(guest.name(), place(id, "name")))
                .param("phone", sealed.seal(guest.phone(), place(id, "phone")))
                .param("by", by)
                .param("id", id)
                .update();
        jdbc.sql("""
                INSERT INTO guest_step (guest_id, number, step, name_changed, phone_changed, at, officer_id)
                SELECT :id, coalesce(max(number), 0) + 1, 'CORRECTED', :name, :phone, :now, :by FROM guest_step WHERE guest_id = :id
                """)
                .param("id", id)
                .param("name", !before.name().equals(guest.name()))
                .param("phone", !before.phone().equals(guest.phone()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
        return true;
    }

    /** A correction; what it was before is not kept. */
    public record Step(int number, boolean name, boolean phone, Instant at, String by) {}

    /** The corrections of some guests, the first ones first. */
    public Map<UUID, List<Step>> steps(Collection<UUID> guests) {
        var steps = new HashMap<UUID, List<Step>>();
        if (!guests.isEmpty()) {
            jdbc.sql("""
                    SELECT guest_id, number, name_changed, phone_changed, at, officer_id FROM guest_step
                     WHERE guest_id = ANY(:ids) ORDER BY guest_id, number
                    """).param("ids", guests.toArray(UUID[]::new)).query(row -> {
                steps.computeIfAbsent(row.getObject("guest_id", UUID.class), _ -> new ArrayList<>())
                        .add(new Step(
                                row.getInt("number"),
                                row.getBoolean("name_changed"),
                                row.getBoolean("phone_changed"),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("officer_id")));
            });
        }
        return steps;
    }

    /** For the commands of this service; who reads it is decided by {@link #shown}. */
    public Guest find(UUID id) {
        return jdbc.sql("SELECT name, phone FROM guest WHERE id = :id")
                .param("id", id)
                .query((row, _) -> opened(id, row.getBytes("name"), row.getBytes("phone")))
                .single();
    }

    /**
     * Who some guests are, as far as the caller may know: those whom they wrote down or were the last to put right, and for a coordinator the others, too.
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
                 WHERE id = ANY(:ids) AND (recorded_by = :reader OR corrected_by = :reader OR (:coordinator AND id <> ALL (:kept)))
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
