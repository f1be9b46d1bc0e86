package onestop.intake.onfile;

import java.time.LocalDate;
import onestop.intake.catalogue.Material.TrustLevel;
import org.jspecify.annotations.Nullable;

/** What a copy that is used again says of itself, by how far it can be believed. */
public record Watermark(String zh, String en) {

    /**
     * The line for a material.
     *
     * @param trust A for what the unit issued, B for what its officer compared with the original
     * @param validUntil null when no end is known
     */
    public static Watermark of(TrustLevel trust, String unit, LocalDate since, @Nullable LocalDate validUntil) {
        return switch (trust) {
            case A ->
                new Watermark(
                        "此件由%s提供，仅供办理政务服务事项时使用%s".formatted(unit, validUntil == null ? "" : "，有效期至" + validUntil),
                        "Provided by %s for use in government services only%s"
                                .formatted(unit, validUntil == null ? "" : ", valid until " + validUntil));
            case B ->
                new Watermark(
                        "此件经与原件核对无误，仅供办理政务服务事项时使用（%s，%s）".formatted(unit, since),
                        "Compared with the original and found true, for use in government services only (%s, %s)"
                                .formatted(unit, since));
            case C, D -> throw new IllegalArgumentException("only what can be used again carries a watermark");
        };
    }
}
