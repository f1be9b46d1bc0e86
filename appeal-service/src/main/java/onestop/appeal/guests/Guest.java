package onestop.appeal.guests;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import onestop.appeal.appeals.RaiseAppeal;

/** Who somebody without an enterprise is, and how they are reached. Personal: it leaves the service in no event and no log. */
public record Guest(
        @NotBlank @Size(max = 50) String name,

        @NotNull @Pattern(regexp = RaiseAppeal.PHONE) String phone) {
    @Override
    public String toString() {
        return "Guest[…]";
    }
}
