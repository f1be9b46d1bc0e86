package onestop.appeal.appeals;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What is said to the applicant, or by one unit to another. */
record TextBody(@NotBlank @Size(max = 4000) String text) {
    String stripped() {
        return text.strip();
    }
}
