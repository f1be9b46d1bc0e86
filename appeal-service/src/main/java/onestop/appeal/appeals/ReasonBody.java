package onestop.appeal.appeals;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a command is given. */
record ReasonBody(@NotBlank @Size(max = 1000) String reason) {
    String stripped() {
        return reason.strip();
    }
}
